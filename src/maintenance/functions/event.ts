import type { Wait } from '../rules/wait.ts';
import { failure } from './failure.ts';

/** What every function that works on an instance is called with. */
export interface InstanceEvent {
  instanceId: string;
}

/** What a function that looks whether a wait is over is called with. Times are ISO 8601, durations in seconds. */
export interface WaitEvent extends InstanceEvent {
  since: string;
  now: string;
  limitSeconds: number;
  intervalSeconds: number;
  /** when it is worth looking, in seconds since the wait began, where anything is known; a single one by itself */
  looks?: number | readonly number[];
}

/** The event's instance id. Throws `InvalidEvent`: without an id, some calls of EC2 are about every instance. */
export function instanceIdOf({ instanceId }: Partial<InstanceEvent>): string {
  if (typeof instanceId !== 'string' || !/^i-[0-9a-f]{8,17}$/.test(instanceId)) {
    throw failure('InvalidEvent', `instanceId must be the id of an EC2 instance, not ${JSON.stringify(instanceId)}`);
  }
  return instanceId;
}

/** The event's wait. Throws `InvalidEvent`: a wait without a limit would never end. */
export function waitOf(event: Partial<WaitEvent>): Wait {
  const wait = {
    since: new Date(event.since ?? Number.NaN),
    now: new Date(event.now ?? Number.NaN),
    limitSeconds: Number(event.limitSeconds),
    intervalSeconds: Number(event.intervalSeconds),
  };
  const missing = Object.entries(wait).find(([, value]) => Number.isNaN(Number(value)));
  if (missing) throw failure('InvalidEvent', `${missing[0]} is missing or not understood`);
  return { ...wait, looks: [event.looks ?? []].flat() };
}

/** The event's time `name`. Throws `InvalidEvent`. */
export function timeOf<Name extends string>(event: { [name in Name]?: string }, name: Name): Date {
  const time = new Date(event[name] ?? Number.NaN);
  if (Number.isNaN(time.getTime())) throw failure('InvalidEvent', `${name} is missing or no time`);
  return time;
}

/** The event's member `name`, which must be one of `allowed`. Throws `InvalidEvent`: nothing is guessed. */
export function oneOf<T extends string>(event: object, name: string, allowed: readonly T[]): T {
  const value = (event as Record<string, unknown>)[name];
  const found = allowed.find((one) => one === value);
  if (!found)
    throw failure('InvalidEvent', `${name} must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`);
  return found;
}
