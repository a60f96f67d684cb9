import type { HistoryEvent } from '../index.ts';
import { addedSince, type Case } from './cases.ts';
import type { Outcome } from './drive.ts';
import { createMatcher } from './match.ts';

type Match = ReturnType<typeof createMatcher>;

/** The first difference between what was recorded and what happened. */
export function difference(recorded: Case, { finished, history }: Outcome): string | undefined {
  const match = createMatcher(addedSince(recorded));
  const { expect, volatile } = recorded;
  const outcome = { ...finished } as Record<string, unknown>;
  if (finished?.status !== expect.status) {
    return `status: expected ${expect.status} but was ${JSON.stringify(finished)}`;
  }
  const difference = expect.history && historyDifference(match, expect.history, history);
  if (difference) return difference;
  if (volatile) return undefined;
  return (
    match(expect.output, outcome.output === undefined ? undefined : JSON.stringify(outcome.output)) ??
    match(expect.error, outcome.error) ??
    match(expect.cause, outcome.cause)
  );
}

/**
 * Events of branches that run side by side were recorded without their order, with `[0]` as their id, and without
 * those that have no details of their own: each recorded one must be found, each numbered one in its place.
 */
function historyDifference(match: Match, expected: HistoryEvent[], actual: HistoryEvent[]): string | undefined {
  const events: Events = new Map(actual.map((event) => [event.id, { ...event, timestamp: 'timestamp' }]));
  const isUnordered = (event: HistoryEvent) => Array.isArray(event.id);
  for (const e of expected.filter((event) => !isUnordered(event))) {
    const found = match(e, events.get(e.id)) && sameAtOnce(match, e, events);
    if (found) return `event ${e.id}: ${e.type}, ${events.get(e.id)?.type}: ${found}`;
    events.delete(e.id);
  }
  const unordered = expected.filter(isUnordered);
  for (const e of unordered) {
    const found = [...events.values()].find((a) => !match(e, { ...a, id: e.id, previousEventId: e.previousEventId }));
    if (!found) return `missing ${JSON.stringify(e)}`;
    events.delete(found.id);
  }
  const most = unordered.length > 0 ? expected.at(-1)!.id - expected.length : 0;
  return events.size === most ? undefined : `more events: ${JSON.stringify([...events.values()])}`;
}

/** Events by id, with their time left out. */
type Events = Map<number, { id: number; type: string; previousEventId: number; [details: string]: unknown }>;

/** Events of one type that AWS wrote at once, from several threads, may be in another order: they change places. */
function sameAtOnce(match: Match, expected: HistoryEvent, events: Events): string | undefined {
  const { id } = expected;
  const own = events.get(id);
  for (let other = id + 1; own && events.get(other)?.type === own.type; other++) {
    const candidate = events.get(other)!;
    if (match(expected, { ...candidate, id })) continue;
    events.set(id, { ...candidate, id });
    events.set(other, { ...own, id: other });
    return undefined;
  }
  return match(expected, own);
}
