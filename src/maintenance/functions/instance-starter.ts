import { tooLate } from '../rules/admission.ts';
import { ec2 } from './clients.ts';
import { describeInstance } from './describe-instance.ts';
import { type InstanceEvent, instanceIdOf, timeOf } from './event.ts';
import { failure } from './failure.ts';
import { hasLease } from './lease.ts';
import type { Maintenance } from './maintenance.ts';

// Capacity comes back, and what is still stopping can be started once it has stopped.
const MAY_PASS = ['InsufficientInstanceCapacity', 'InsufficientHostCapacity', 'IncorrectInstanceState'];
const PAUSE_SECONDS = 30;

/**
 * InstanceStarter: starts the instance. Starting one that runs changes nothing, so the call may be repeated. Throws what
 * StartInstances throws, such as `InsufficientInstanceCapacity` or, while it is still stopping, `IncorrectInstanceState`.
 * Within a window these two are answered with `started: false` and `waitSeconds` for as long as there is time.
 * PatchInstance starts only what it has a lease on, else this throws `LeaseLost`.
 */
export const handler = async (event: InstanceEvent | Maintenance) => {
  const instanceId = instanceIdOf(event);
  if ('execution' in event && !hasLease(event, await describeInstance(instanceId)))
    throw failure('LeaseLost', `${instanceId}: the lease is gone, so it is not started`);
  try {
    const { StartingInstances } = await (await ec2()).startInstances({ InstanceIds: [instanceId] });
    const change = StartingInstances?.[0];
    return {
      instanceId,
      started: true,
      previousState: change?.PreviousState?.Name,
      state: change?.CurrentState?.Name,
    };
  } catch (error) {
    const { name, message } = error as Error;
    if (!MAY_PASS.includes(name) || !('end' in event) || isTooLate(event)) throw error;
    return { instanceId, started: false, because: message, waitSeconds: PAUSE_SECONDS };
  }
};

function isTooLate(event: Maintenance): boolean {
  const { bootSeconds = 0, patchSeconds = 0, stopSeconds = 0, expectedMinutes, cutoffHours } = event;
  const timing = { bootSeconds, patchSeconds, stopSeconds };
  const [now, end] = [timeOf(event, 'now'), timeOf(event, 'end')];
  return tooLate(timing, { now, end, cutoffMinutes: cutoffHours * 60, expectedMinutes }) !== undefined;
}
