import { WireError } from '../../errors.ts';
import type { Commit, Context, Outside } from '../../service.ts';
import { type Invocation, invoke } from './execution/invocation.ts';
import { poolOf } from './execution/pool.ts';
import { findFunction, listFunctions } from './rows.ts';

/** An asynchronous invocation. */
interface EventPayload {
  name: string;
  invocation: Invocation;
  /** how often the function has failed on it */
  retry: number;
  /** milliseconds since epoch */
  accepted: number;
}

/** Milliseconds before a failed function is tried again. Source: "Understanding retry behavior in Lambda". */
const retryDelays = [60_000, 120_000];
/** Milliseconds that an event which no function takes is kept. Source: as above, maximum event age. */
const largestAge = 6 * 3_600_000;

const nothing: Commit = () => {};
const find = (outside: Outside, name: string) => outside.read((db) => findFunction(db, name));

/** Runs a function on an event that was accepted; after an error twice again, after which the event is given up. */
async function event(payload: EventPayload, outside: Outside): Promise<Commit> {
  const { name, invocation, retry, accepted } = payload;
  const giveUp = (why: string): Commit => {
    outside.log(`The event ${invocation.requestId} for the function ${name} was given up: ${why}`);
    return nothing;
  };
  const row = find(outside, name);
  if (!row) return giveUp('the function was deleted.');
  try {
    const { failed, payload: document } = await invoke(outside, row, invocation);
    if (!failed) return nothing;
    const delay = retryDelays[retry];
    if (delay === undefined) return giveUp(`it failed three times, at last with ${document}`);
    const next = { ...payload, retry: retry + 1 };
    return (context) =>
      context.setTimer({
        service: 'lambda',
        name: 'retry',
        key: invocation.requestId,
        at: context.now + delay,
        payload: next,
      });
  } catch (error) {
    // Throttled, or its role was gone: the event is kept, and tried again with back-off.
    if (error instanceof WireError && outside.clock.now() - accepted > largestAge) return giveUp(error.message);
    throw error;
  }
}

/** Leaves nothing of a revision that was replaced or deleted. */
async function retire({ revision }: { revision: string }, outside: Outside): Promise<Commit> {
  await poolOf(outside).retire(revision);
  return nothing;
}

/** Has a process at hand before the first invocation of a function asks for one. */
async function warm({ name }: { name: string }, outside: Outside): Promise<Commit> {
  const row = find(outside, name);
  if (row) poolOf(outside).warm(row);
  return nothing;
}

/** After a restart of the Region no process is warm; whichever function is called first, they mostly start alike. */
export function warmFirst(context: Context): void {
  const [first] = listFunctions(context.db, '', 1);
  if (first) context.addEffect({ service: 'lambda', name: 'warm', key: 'first', payload: { name: first.name } });
}

export const effects = { event, retire, warm };

export const timers = {
  retry(payload: EventPayload, context: Context) {
    const key = `${payload.invocation.requestId}/${payload.retry}`;
    context.addEffect({ service: 'lambda', name: 'event', key, payload });
  },
};
