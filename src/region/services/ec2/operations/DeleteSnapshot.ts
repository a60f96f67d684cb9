import { operation } from '../../../service.ts';
import { malformedSnapshotId, noSuchSnapshot } from '../errors.ts';
import { addSnapshotWork } from '../snapshots/effects.ts';
import { deleteSnapshot, findSnapshot } from '../snapshots/rows.ts';
import { tagConditions } from '../tagConditions.ts';
import { resourceArn } from '../taggable.ts';
import { tagsOf } from '../tags.ts';

/** Deletes a snapshot, also one that is still being made. */
export const DeleteSnapshot = operation<'ec2', 'DeleteSnapshot'>({
  accepts: ['SnapshotId', 'DryRun'],
  authorize({ SnapshotId }, context) {
    if (!SnapshotId!.startsWith('snap-')) throw malformedSnapshotId(SnapshotId!);
    const snapshot = findSnapshot(context.db, SnapshotId!);
    return [
      {
        action: 'ec2:DeleteSnapshot',
        resource: `arn:aws:ec2:${context.region}::snapshot/${SnapshotId}`,
        conditions: {
          'ec2:Region': context.region,
          'ec2:Owner': snapshot && context.account,
          'ec2:ParentVolume': snapshot && resourceArn(context, snapshot.volumeId),
          ...tagConditions('Resource', tagsOf(context.db, SnapshotId!)),
        },
      },
    ];
  },
  run({ SnapshotId }, context) {
    if (findSnapshot(context.db, SnapshotId!) === undefined) throw noSuchSnapshot([SnapshotId!]);
    deleteSnapshot(context.db, SnapshotId!);
    addSnapshotWork(context, 'removeSnapshot', { snapshotId: SnapshotId! });
    return {};
  },
});
