import { isFailure, outcomeOf } from '../rules/outcome.ts';
import { TAG } from '../rules/tags.ts';
import { firstKnown, secondsBetween, timingOf, timingTag } from '../rules/timing.ts';
import { ec2 } from './clients.ts';
import { instanceIdOf } from './event.ts';
import { putEvidence, runFolder } from './evidence.ts';
import type { Maintenance } from './maintenance.ts';
import { pruneSnapshots } from './snapshots.ts';
import { putEvent } from './tell.ts';

/** What went wrong, as Step Functions reports it. */
interface Trouble {
  Error?: string;
  Cause?: string;
}

type Event = Maintenance & { failure?: Trouble; stopFailure?: Trouble };

// What is gone has no tags to write.
const GONE = ['InvalidInstanceID.NotFound', 'InvalidID', 'InvalidInstanceID.Terminated'];

/**
 * InstanceReleaser: says what the maintenance came to, leaves the evidence, and gives the lease back; not so where the
 * instance is left awake, for then the sweeper needs it; that alarm was raised before. Answers with `{ outcome, reason, failed, awakeSeconds }`.
 */
export const handler = async (event: Event) => {
  const instanceId = instanceIdOf(event);
  const { failure = {}, stopFailure = {}, ...record } = event;
  const finding = outcomeOf({
    skipped: event.admitted === false ? (event.reason as never) : undefined,
    error: failure.Error,
    sent: event.sentAt !== undefined,
    compliance: event.compliance,
    changes: event.changes?.length ?? 0,
    stopError: stopFailure.Error,
  });
  const failed = isFailure(finding.outcome);
  const result = { ...finding, failed, awakeSeconds: awakeSeconds(event) };
  const told = { ...record, ...result, error: failure.Error, cause: failure.Cause, stopError: stopFailure.Error };

  const folder = runFolder(event);
  await putEvidence(`${folder}/instances/${instanceId}.json`, JSON.stringify(told));
  if (failed) await putEvidence(`${folder}/failures/${instanceId}`, finding.reason);
  await putEvent('Instance Outcome', { instanceId, ...result, error: failure.Error, run: folder }, [instanceId]);
  if (event.snapshotId) await pruneSnapshots(instanceId, event.snapshotsToKeep);
  await writeTags(event, `${finding.outcome} ${finding.reason}`, finding.outcome === 'LeftAwake');
  return { instanceId, ...result };
};

async function writeTags(event: Event, outcome: string, keepLease: boolean): Promise<void> {
  const client = await ec2();
  const Resources = [event.instanceId];
  const { compliance, patchedAt, bootSeconds = 0, patchSeconds = 0, stopSeconds = 0 } = event;
  const timing = firstKnown(timingOf(event), { bootSeconds, patchSeconds, stopSeconds });
  const Tags = [
    { Key: TAG.outcome, Value: outcome },
    ...(compliance === 'Clean' ? [{ Key: TAG.verified, Value: event.now }] : []),
    ...(patchedAt ? [timingTag(timing)] : []),
  ];
  try {
    await client.createTags({ Resources, Tags });
    if (!keepLease) await client.deleteTags({ Resources, Tags: [{ Key: TAG.lease + event.execution }] });
  } catch (error) {
    if (!GONE.includes((error as Error).name)) throw error;
  }
}

/** Seconds for which this maintenance kept an instance awake that was found stopped. */
function awakeSeconds({ foundState, startedAt, stoppedAt, now }: Maintenance): number {
  return foundState === 'stopped' ? secondsBetween(startedAt, stoppedAt ?? now) : 0;
}
