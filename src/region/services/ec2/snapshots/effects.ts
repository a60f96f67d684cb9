import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Context, Outside } from '../../../service.ts';
import { endSnapshot } from './rows.ts';

interface Payload {
  readonly snapshotId: string;
  readonly instanceId: string;
}

/** Copies the disk of the machine. What is done with one snapshot is done in order: it is not removed before it is made. */
export function addSnapshotWork(context: Context, name: keyof typeof snapshotEffects, payload: Partial<Payload>): void {
  const key = payload.snapshotId!;
  context.addEffect({ service: 'ec2', name, key, lane: `snapshot/${key}`, payload });
}

export const snapshotEffects = {
  async makeSnapshot({ snapshotId, instanceId }: Payload, { machines }: Outside): Promise<Commit> {
    try {
      await machines.snapshot!(instanceId, snapshotId);
      return ({ db, now }) => endSnapshot(db, snapshotId, { state: 'completed', stateMessage: null, completedAt: now });
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
      return ({ db }) =>
        endSnapshot(db, snapshotId, { state: 'error', stateMessage: error.message, completedAt: null });
    }
  },

  async removeSnapshot({ snapshotId }: Pick<Payload, 'snapshotId'>, { machines }: Outside): Promise<Commit> {
    await machines.removeSnapshot?.(snapshotId);
    return () => {};
  },
};
