/** Volumes: each instance on EBS has one, its root, which goes with it. */
import type { Volume } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.ts';
import type { Database } from '../../store/database.ts';
import { rootDevice, rootVolumeSpec } from './images.ts';
import { allInstances, type Instance } from './rows.ts';
import { wholeSeconds } from './shape.ts';
import { tagsOf } from './tags.ts';

const hasVolume = ({ state, details }: Instance): boolean =>
  state !== 'terminated' && details.rootDeviceType !== 'instance-store';

/** The instances that have a volume, the oldest first. */
export const instancesWithVolume = (db: Database): IteratorObject<Instance> => allInstances(db).filter(hasVolume);

/** The instance whose volume this is. */
export function findVolume(db: Database, volumeId: string): Instance | undefined {
  return instancesWithVolume(db).find(({ details }) => details.rootVolumeId === volumeId);
}

/** API page of the data type Volume. */
export function describeVolume({ db }: Context, { id, details }: Instance): Volume {
  const created = wholeSeconds(details.createdAt);
  return {
    VolumeId: details.rootVolumeId,
    Size: rootVolumeSpec.size,
    VolumeType: rootVolumeSpec.type,
    SnapshotId: '',
    AvailabilityZone: details.availabilityZone,
    State: 'in-use',
    CreateTime: created,
    Encrypted: details.encrypted ?? false,
    KmsKeyId: details.kmsKeyId,
    MultiAttachEnabled: false,
    Attachments: [
      {
        AttachTime: created,
        DeleteOnTermination: true,
        Device: rootDevice,
        InstanceId: id,
        State: 'attached',
        VolumeId: details.rootVolumeId,
      },
    ],
    Tags: tagsOf(db, details.rootVolumeId),
  };
}
