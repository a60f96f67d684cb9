/** What became of each state, over all the times that it was entered. Pure. */
import type { Visit, VisitStatus } from './visits.ts';

export interface StateSummary {
  readonly name: string;
  /** the state's type, such as `Task` */
  readonly type: string;
  readonly status: VisitStatus;
  /** how often it was entered */
  readonly entered: number;
  readonly running: number;
  readonly succeeded: number;
  readonly caught: number;
  /** failed, timed out or aborted */
  readonly failed: number;
  /** beyond the first attempt of each time */
  readonly retries: number;
  /** milliseconds since epoch */
  readonly firstAt: number;
  readonly lastAt: number;
  /** milliseconds, of those times that are over */
  readonly spent: number;
}

/** From what wants a person the most to what wants one the least. */
const order: readonly VisitStatus[] = ['running', 'failed', 'timedOut', 'aborted', 'caught', 'succeeded'];

/** In the order in which the states were first entered. */
export function summaries(visits: readonly Visit[]): StateSummary[] {
  return [...Map.groupBy(visits, ({ name }) => name)].map(([name, all]) => {
    const ended = all.filter(({ leftAt }) => leftAt !== undefined);
    const count = (...statuses: VisitStatus[]) => all.filter(({ status }) => statuses.includes(status)).length;
    return {
      name,
      type: all[0]?.type ?? '',
      status: statusOf(all),
      entered: all.length,
      running: count('running'),
      succeeded: count('succeeded'),
      caught: count('caught'),
      failed: count('failed', 'timedOut', 'aborted'),
      retries: all.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
      firstAt: all[0]?.enteredAt ?? 0,
      lastAt: all.at(-1)?.enteredAt ?? 0,
      spent: ended.reduce((sum, { leftAt = 0, enteredAt }) => sum + leftAt - enteredAt, 0),
    };
  });
}

/** What goes on, else what the last time came to; in a Map the worst that the last time of an iteration came to. */
function statusOf(visits: readonly Visit[]): VisitStatus {
  const last = visits.at(-1);
  if (!last) return 'aborted';
  const iterations =
    last.within?.type === 'Map' ? Map.groupBy(visits, ({ iteration }) => iteration).values() : [[last]].values();
  const found = new Set([...iterations].map((each) => each.at(-1)?.status));
  if (visits.some(({ status }) => status === 'running')) return 'running';
  return order.find((status) => found.has(status)) ?? last.status;
}
