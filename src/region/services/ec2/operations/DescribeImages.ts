import type { Image } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { malformedImageId, noSuchImage } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { allImages } from '../images.ts';
import { tagsOf } from '../tags.ts';

const filters: FilterTable<Image> = {
  architecture: ({ Architecture }) => [Architecture],
  'creation-date': ({ CreationDate }) => [CreationDate],
  description: ({ Description }) => [Description],
  hypervisor: ({ Hypervisor }) => [Hypervisor],
  'image-id': ({ ImageId }) => [ImageId],
  'image-type': ({ ImageType }) => [ImageType],
  'is-public': ({ Public }) => [String(Public)],
  name: ({ Name }) => [Name],
  'owner-alias': ({ ImageOwnerAlias }) => [ImageOwnerAlias],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'root-device-name': ({ RootDeviceName }) => [RootDeviceName],
  'root-device-type': ({ RootDeviceType }) => [RootDeviceType],
  state: ({ State }) => [State],
  'virtualization-type': ({ VirtualizationType }) => [VirtualizationType],
};

/** The images one can launch from: by id, by owner (an account, `amazon` or `self`), by filter. */
export const DescribeImages = operation<'ec2', 'DescribeImages'>({
  accepts: ['ImageIds', 'Owners', 'Filters', 'IncludeDeprecated', 'DryRun'],
  run({ ImageIds, Owners, Filters }, { db, account }) {
    const all = allImages(db).map((image) => ({ ...image, Tags: tagsOf(db, image.ImageId!) }));
    for (const id of ImageIds ?? []) if (!id.startsWith('ami-')) throw malformedImageId(id);
    const missing = (ImageIds ?? []).filter((id) => !all.some(({ ImageId }) => ImageId === id));
    if (missing.length > 0) throw noSuchImage(missing);
    const owners = Owners?.map((owner) => (owner === 'self' ? account : owner));
    const images = all
      .filter(({ ImageId }) => !ImageIds?.length || ImageIds.includes(ImageId!))
      .filter(
        ({ OwnerId, ImageOwnerAlias }) =>
          !owners?.length || owners.some((owner) => owner === OwnerId || owner === ImageOwnerAlias),
      );
    return {
      Images: images.filter(
        filterOf(
          'DescribeImages',
          Filters,
          filters,
          tagFilters(({ Tags }) => Tags ?? []),
        ),
      ),
    };
  },
});
