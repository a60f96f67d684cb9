import type { Volume } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { noSuchVolume } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { page } from '../pages.ts';
import { describeVolume, findVolume, instancesWithVolume } from '../volumes.ts';

const filters: FilterTable<Volume> = {
  'attachment.device': ({ Attachments }) => Attachments!.map(({ Device }) => Device),
  'attachment.instance-id': ({ Attachments }) => Attachments!.map(({ InstanceId }) => InstanceId),
  'attachment.status': ({ Attachments }) => Attachments!.map(({ State }) => State),
  'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
  encrypted: ({ Encrypted }) => [String(Encrypted)],
  size: ({ Size }) => [String(Size)],
  status: ({ State }) => [State],
  'volume-id': ({ VolumeId }) => [VolumeId],
  'volume-type': ({ VolumeType }) => [VolumeType],
};

/** The volumes of the instances, in the order of their ids. */
export const DescribeVolumes = operation<'ec2', 'DescribeVolumes'>({
  accepts: ['VolumeIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, context) {
    const { db } = context;
    const missing = (input.VolumeIds ?? []).find((id) => findVolume(db, id) === undefined);
    if (missing !== undefined) throw noSuchVolume(missing);
    const volumes = instancesWithVolume(db)
      .filter(({ details }) => !input.VolumeIds?.length || input.VolumeIds.includes(details.rootVolumeId))
      .map((instance) => describeVolume(context, instance))
      .toArray()
      .sort((a, b) => (a.VolumeId! < b.VolumeId! ? -1 : 1));
    const tags = tagFilters<Volume>(({ Tags }) => Tags ?? []);
    const found = volumes.filter(filterOf('DescribeVolumes', input.Filters, filters, tags));
    const { items, NextToken } = page(found, input, ({ VolumeId }) => VolumeId!);
    return { Volumes: items, NextToken };
  },
});
