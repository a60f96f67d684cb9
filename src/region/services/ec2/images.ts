/**
 * The AMI that stands for what the machine driver builds: a Debian whose security updates are still pending. It is owned
 * by Debian's account, so that what finds Debian's AMIs on AWS (owner and name, or the public Systems Manager parameter
 * `/aws/service/debian/release/12/latest/amd64`) finds this one here.
 */
import type { Image } from '@aws-sdk/client-ec2';
import type { Database } from '../../store/database.ts';

interface ImageRow {
  readonly id: string;
  /** milliseconds since epoch */
  readonly createdAt: number;
  /** what the driver says of the image it has built; before that, what it is going to be */
  readonly description: string;
}

/** The same id in every Region: it names the recipe, not a build of it. */
const debianImageId = 'ami-0deb1a12a0d640001';

/** The account that publishes Debian's AMIs on AWS (Debian wiki, Cloud/AmazonEC2Image). */
const debianAccount = '136693071363';

/** The same content on a root device that is gone when its instance is. Debian publishes none, so Amazon does here. */
const instanceStoreImageId = 'ami-0deb1a12a0d640002';
const amazonAccount = '137112412989';

export const rootDevice = '/dev/xvda';

/** The root volume of every instance: what it is called, whatever disk the machine really has. */
export const rootVolumeSpec = { size: 8, type: 'gp3' } as const;

/** Registers the images, once. @param now milliseconds since epoch */
export function openImages(db: Database, now: number): void {
  for (const id of [debianImageId, instanceStoreImageId])
    db.run(
      'INSERT INTO ec2_images (image_id, created_at, description) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      id,
      now,
      'Debian 12 (amd64) with its security updates still pending; it is built when the first instance is launched.',
    );
}

export function allImages(db: Database): Image[] {
  return db
    .all<ImageRow>(
      'SELECT image_id AS id, created_at AS createdAt, description FROM ec2_images ORDER BY created_at, image_id',
    )
    .map(describe);
}

export function findImage(db: Database, id: string): Image | undefined {
  return allImages(db).find(({ ImageId }) => ImageId === id);
}

/** @param description what the driver says of the image it has built */
export function describeBuiltImage(db: Database, id: string, description: string): void {
  db.run('UPDATE ec2_images SET description = ? WHERE image_id = ?', description, id);
}

function describe({ id, createdAt, description }: ImageRow): Image {
  const onInstanceStore = id === instanceStoreImageId;
  const name = `${onInstanceStore ? 'instance-store-' : ''}debian-12-amd64-pending-updates`;
  return {
    ImageId: id,
    Name: name,
    ImageLocation: `amazon/${name}`,
    ImageOwnerAlias: 'amazon',
    OwnerId: onInstanceStore ? amazonAccount : debianAccount,
    Description: description,
    CreationDate: new Date(createdAt).toISOString(),
    State: 'available',
    Public: true,
    ImageType: 'machine',
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    RootDeviceName: rootDevice,
    RootDeviceType: onInstanceStore ? 'instance-store' : 'ebs',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
  };
}
