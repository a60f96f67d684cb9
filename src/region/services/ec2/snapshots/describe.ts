import type { Snapshot as SnapshotShape } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.ts';
import { rootVolumeSpec } from '../images.ts';
import { tagsOf } from '../tags.ts';
import type { Snapshot } from './rows.ts';

/** API page of the data type Snapshot. Of a snapshot that is being made nobody knows how far it is. */
export function describeSnapshot({ db, account }: Context, snapshot: Snapshot): SnapshotShape {
  const { id, volumeId, state, stateMessage, startedAt, completedAt, description, encrypted, kmsKeyId } = snapshot;
  return {
    SnapshotId: id,
    VolumeId: volumeId,
    State: state,
    StateMessage: stateMessage ?? undefined,
    StartTime: new Date(startedAt),
    CompletionTime: completedAt === null ? undefined : new Date(completedAt),
    Progress: state === 'completed' ? '100%' : '0%',
    OwnerId: account,
    Description: description,
    VolumeSize: rootVolumeSpec.size,
    Encrypted: encrypted === 1,
    KmsKeyId: kmsKeyId ?? undefined,
    StorageTier: 'standard',
    Tags: tagsOf(db, id),
  };
}
