import type { Snapshot } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { invalidCombination, malformedSnapshotId, noSuchSnapshot } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { page } from '../pages.ts';
import { describeSnapshot } from '../snapshots/describe.ts';
import { allSnapshots, findSnapshot } from '../snapshots/rows.ts';

const filters: FilterTable<Snapshot> = {
  description: ({ Description }) => [Description],
  encrypted: ({ Encrypted }) => [String(Encrypted)],
  'owner-id': ({ OwnerId }) => [OwnerId],
  progress: ({ Progress }) => [Progress],
  'snapshot-id': ({ SnapshotId }) => [SnapshotId],
  'start-time': ({ StartTime }) => [StartTime!.toISOString()],
  status: ({ State }) => [State],
  'storage-tier': ({ StorageTier }) => [StorageTier],
  'volume-id': ({ VolumeId }) => [VolumeId],
  'volume-size': ({ VolumeSize }) => [String(VolumeSize)],
};

/** Snapshots by id, by owner (`self` or the account), by filter, in the order in which they were made. There are only one's own. */
export const DescribeSnapshots = operation<'ec2', 'DescribeSnapshots'>({
  accepts: ['SnapshotIds', 'OwnerIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run({ SnapshotIds = [], OwnerIds = [], Filters, ...paging }, context) {
    const { db, account } = context;
    if (SnapshotIds.length > 0 && paging.MaxResults !== undefined)
      throw invalidCombination('The parameter snapshotSet cannot be used with the parameter maxResults');
    const malformed = SnapshotIds.find((id) => !/^snap-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
    if (malformed !== undefined) throw malformedSnapshotId(malformed);
    const missing = SnapshotIds.filter((id) => findSnapshot(db, id) === undefined);
    if (missing.length > 0) throw noSuchSnapshot(missing);
    const mine = OwnerIds.length === 0 || OwnerIds.some((owner) => owner === 'self' || owner === account);
    const rows = allSnapshots(db).filter(({ id }) => mine && (SnapshotIds.length === 0 || SnapshotIds.includes(id)));
    const order = new Map(rows.map(({ id, sequence }) => [id, sequence]));
    const found = rows
      .map((row) => describeSnapshot(context, row))
      .filter(
        filterOf(
          'DescribeSnapshots',
          Filters,
          filters,
          tagFilters(({ Tags }) => Tags ?? []),
        ),
      );
    const { items, NextToken } = page(found, paging, ({ SnapshotId }) => order.get(SnapshotId!)!);
    return { Snapshots: items, NextToken };
  },
});
