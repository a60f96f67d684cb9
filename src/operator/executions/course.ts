import type { Clients } from '../../aws/clients.ts';
import { type History, historiesOf } from './history.ts';
import { type Course, courseOf, type Visit } from './visits.ts';

/** An execution's history and what it says of each state. */
export interface ReadCourse extends Course {
  readonly history: History;
  /** whose event it is, by the event's id */
  readonly byEvent: ReadonlyMap<number, Visit>;
}

/** What was made of a history of so many events: the list itself is the same one while it grows. */
const made = new WeakMap<readonly object[], { count: number; course: Omit<ReadCourse, 'history'> }>();

/**
 * @param version as for `Histories.read`
 * @throws the service's errors, such as ExecutionDoesNotExist
 */
export async function readCourse(clients: Clients, executionArn: string, version?: string): Promise<ReadCourse> {
  const history = await historiesOf(clients).read(executionArn, version);
  const known = made.get(history.events);
  if (known?.count === history.events.length) return { history, ...known.course };
  const read = courseOf(history.events);
  const byEvent = new Map(read.visits.flatMap((visit) => visit.events.map((id) => [id, visit])));
  const course = { ...read, byEvent };
  made.set(history.events, { count: history.events.length, course });
  return { history, ...course };
}

/**
 * What `readCourse` wants to know: what is over changes only when it is redriven.
 * @param execution as DescribeExecution tells it
 */
export function versionOf({ status, redriveCount }: { status?: string; redriveCount?: number }): string {
  return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? '' : `${status} ${redriveCount ?? 0}`;
}
