import { admit, otherLease } from '../rules/admission.ts';
import { AFTER_PATCHING } from '../rules/after-patching.ts';
import type { Instance } from '../rules/instance-state.ts';
import { looksAt } from '../rules/looks.ts';
import { leasesIn, leaseTag } from '../rules/tags.ts';
import { UNKNOWN } from '../rules/timing.ts';
import { ec2 } from './clients.ts';
import { describeInstance } from './describe-instance.ts';
import { instanceIdOf, oneOf, timeOf } from './event.ts';
import { listEvidence, putEvidence, runFolder } from './evidence.ts';
import { failure } from './failure.ts';
import type { Maintenance } from './maintenance.ts';
import { windowEnd } from './window-end.ts';

/**
 * InstanceLeaser: looks whether the instance may be patched now, and if so puts a lease on it before anything is done to
 * it. Each execution writes a tag of its own and then looks for those of others, so of two that come at the same time at
 * least one sees the other, and gives way. Answers with the record of the maintenance as it begins: the event, `admitted`, the
 * end of the window, and the state in which the instance was found and when to look at it, or the reason for passing it
 * over. Throws `LeaseContended`, to be tried again.
 */
export const handler = async (event: Maintenance) => {
  const instanceId = instanceIdOf(event);
  const now = timeOf(event, 'now');
  const end = await windowEnd(event);
  const owner = event.execution;
  const afterPatching = oneOf(event, 'afterPatching', AFTER_PATCHING);
  const instance = { ...(await describeInstance(instanceId)), stopProtected: await isStopProtected(instanceId) };
  const known = {
    ...event,
    name: instance.tags.Name,
    end: end.toISOString(),
    rootVolumeId: instance.rootVolumeId,
  };

  if (await isRunStopped(event)) return { ...known, admitted: false, reason: 'RunStopped', because: 'too many failed' };
  const { expectedMinutes, cutoffHours } = event;
  const cutoffMinutes = cutoffHours * 60;
  const admission = admit(instance, { now, end, cutoffMinutes, expectedMinutes, afterPatching, owner });
  if (!admission.admitted) return { ...known, ...admission };
  await takeLease(instanceId, instance, { owner, found: admission.foundState, until: end }, now);
  // What stands in the report if this is all that is ever heard of it.
  const unfinished = { ...known, ...admission, outcome: 'LeftAwake', reason: 'Unfinished' };
  await putEvidence(`${runFolder(event)}/instances/${instanceId}.json`, JSON.stringify(unfinished));
  return { ...known, ...admission, looks: looksAt(admission.foundState, admission, event.typical ?? UNKNOWN) };
};

async function takeLease(
  instanceId: string,
  before: Instance,
  lease: Parameters<typeof leaseTag>[0],
  now: Date,
): Promise<void> {
  const client = await ec2();
  const Resources = [instanceId];
  await client.createTags({ Resources, Tags: [leaseTag(lease)] });
  const others = otherLease(leasesIn((await describeInstance(instanceId)).tags), now, lease.owner);
  if (others) {
    await client.deleteTags({ Resources, Tags: [{ Key: leaseTag(lease).Key }] });
    throw failure('LeaseContended', `${instanceId}: ${others}`);
  }
  // Those that expired told how it was found; this lease tells it now.
  const Tags = leasesIn(before.tags)
    .filter(({ owner }) => owner !== lease.owner)
    .map((expired) => ({ Key: leaseTag(expired).Key }));
  if (Tags.length) await client.deleteTags({ Resources, Tags });
}

/** Whether more instances of the run have failed than it tolerates. Those under way are not cut off for that. */
async function isRunStopped({ run, maxErrors = 0 }: Maintenance): Promise<boolean> {
  return run !== undefined && (await listEvidence(`${run}/failures/`, maxErrors + 1)).length > maxErrors;
}

async function isStopProtected(InstanceId: string): Promise<boolean | undefined> {
  const { DisableApiStop } = await (await ec2()).describeInstanceAttribute({ InstanceId, Attribute: 'disableApiStop' });
  return DisableApiStop?.Value;
}
