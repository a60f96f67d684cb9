import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { invalidValue, noSuchVolume } from '../errors.ts';
import { checkTagSpecifications, tagging, tagsFor } from '../launch/tagSpecifications.ts';
import { describeSnapshot } from '../snapshots/describe.ts';
import { addSnapshotWork } from '../snapshots/effects.ts';
import { findSnapshot, insertSnapshot } from '../snapshots/rows.ts';
import { tagConditions } from '../tagConditions.ts';
import { resourceArn } from '../taggable.ts';
import { putTags, tagsOf } from '../tags.ts';
import { findVolume } from '../volumes.ts';

const types = ['snapshot'] as const;

/**
 * Makes a snapshot of a volume: a copy of the machine's disk as it is. Where the machines' driver cannot make one it is
 * refused: the record of a snapshot is no snapshot.
 */
export const CreateSnapshot = operation<'ec2', 'CreateSnapshot'>({
  accepts: ['VolumeId', 'Description', 'TagSpecifications', 'DryRun'],
  authorize({ VolumeId, TagSpecifications = [] }, context) {
    const encrypted = String(findVolume(context.db, VolumeId!)?.details.encrypted ?? false);
    const region = { 'ec2:Region': context.region };
    return [
      {
        action: 'ec2:CreateSnapshot',
        resource: `arn:aws:ec2:${context.region}::snapshot/*`,
        conditions: {
          ...region,
          'ec2:ParentVolume': resourceArn(context, VolumeId!),
          ...tagConditions('Request', tagsFor(TagSpecifications, 'snapshot')),
        },
      },
      {
        action: 'ec2:CreateSnapshot',
        resource: resourceArn(context, VolumeId!),
        conditions: {
          ...region,
          'ec2:Encrypted': encrypted,
          ...tagConditions('Resource', tagsOf(context.db, VolumeId!)),
        },
      },
      ...tagging(context, TagSpecifications, types, 'CreateSnapshot'),
    ];
  },
  async respond({ VolumeId, Description = '', TagSpecifications = [] }, outside, principal) {
    if (outside.machines.snapshot === undefined)
      throw notSupported(`snapshots of the disks of ${outside.machines.kind} machines`);
    if (Description.length > 255) throw invalidValue('The description must be at most 255 characters long.');
    return outside.transaction(principal, (context) => {
      checkTagSpecifications(context, TagSpecifications, types, 'CreateSnapshot');
      const instance = findVolume(context.db, VolumeId!);
      if (instance === undefined) throw noSuchVolume(VolumeId!);
      const { encrypted = false, kmsKeyId } = instance.details;
      const id = `snap-${context.hex(17)}`;
      insertSnapshot(context.db, {
        id,
        volumeId: VolumeId!,
        startedAt: context.now,
        description: Description,
        encrypted: Number(encrypted),
        kmsKeyId: kmsKeyId ?? null,
      });
      putTags(context.db, id, tagsFor(TagSpecifications, 'snapshot'));
      addSnapshotWork(context, 'makeSnapshot', { snapshotId: id, instanceId: instance.id });
      return describeSnapshot(context, findSnapshot(context.db, id)!);
    });
  },
});
