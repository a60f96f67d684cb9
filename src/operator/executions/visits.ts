/**
 * What a history says of each state: a visit from each time that it was entered. Pure.
 * Events hang together by `previousEventId`, so that branches and iterations, which are mixed in the history, are told apart.
 * Source: Developer Guide, "Viewing execution details", and recorded histories.
 */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { detailsOf, isFailure } from './event-details.ts';

/** `caught`: it failed, and a Catch of it went on elsewhere. */
export type VisitStatus = 'running' | 'succeeded' | 'caught' | 'failed' | 'timedOut' | 'aborted';

export interface VisitFailure {
  readonly eventId: number;
  /** milliseconds since epoch */
  readonly at: number;
  readonly error: string;
  readonly cause: string;
}

/** One time that a state was entered. Times are milliseconds since epoch. */
export interface Visit {
  /** of the event that says it was entered */
  readonly id: number;
  readonly name: string;
  /** the state's type, such as `Task` */
  readonly type: string;
  readonly enteredAt: number;
  leftAt?: number;
  status: VisitStatus;
  /** how often its work was begun: 1 without a retry, 0 for states that have no work */
  attempts: number;
  readonly failures: VisitFailure[];
  /** the Map or Parallel state that it is in */
  readonly within?: Visit;
  /** which iteration of that Map, from 0 */
  readonly iteration?: number;
  readonly mapRunArns: string[];
  /** the ids of its events, in order; those of states inside are theirs */
  readonly events: number[];
}

/** That one state was gone on to from another. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly caught: boolean;
}

export interface Course {
  /** in the order in which they began */
  readonly visits: readonly Visit[];
  readonly transitions: readonly Transition[];
}

/** Where the control stands after an event. */
interface Place {
  readonly visit?: Visit;
  readonly iteration?: number;
}

interface Reading {
  readonly visits: Visit[];
  readonly transitions: Map<string, Transition>;
  readonly places: Map<number, Place>;
  /** visits by event, for those that were left with it */
  readonly left: Map<number, Visit>;
  /** the events that say that something failed */
  readonly failed: Set<number>;
}

const containers = ['Map', 'Parallel'];
const ended: readonly VisitStatus[] = ['failed', 'timedOut', 'aborted'];

/** @param events in order, from the first */
export function courseOf(events: readonly HistoryEvent[]): Course {
  const reading: Reading = {
    visits: [],
    transitions: new Map(),
    places: new Map(),
    left: new Map(),
    failed: new Set(),
  };
  for (const event of events) reading.places.set(event.id ?? 0, read(reading, event));
  return { visits: reading.visits, transitions: [...reading.transitions.values()] };
}

function read(reading: Reading, event: HistoryEvent): Place {
  const { type = '' } = event;
  const before = reading.places.get(event.previousEventId ?? 0) ?? {};
  if (type.endsWith('StateEntered')) return enter(reading, event, before);
  if (type.endsWith('StateExited')) return exit(reading, event, before);
  if (/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(type)) return finish(reading, event, before);
  if (type.startsWith('Execution')) return {};
  if (type.startsWith('MapIteration')) return iterate(reading, event, before);
  return work(reading, event, before);
}

function enter(reading: Reading, event: HistoryEvent, before: Place): Place {
  const { name = '' } = detailsOf(event);
  // A state that is not one around others has been left, if a history should not say so.
  const at = before.visit && !containers.includes(before.visit.type) ? outside(before.visit) : before;
  const visit: Visit = {
    id: event.id ?? 0,
    name,
    type: (event.type ?? '').replace(/StateEntered$/, ''),
    enteredAt: timeOf(event),
    status: 'running',
    attempts: 0,
    failures: [],
    within: at.visit,
    iteration: at.iteration,
    mapRunArns: [],
    events: [event.id ?? 0],
  };
  // A Fail state is never left.
  if (visit.type === 'Fail') close(visit, 'failed', event);
  reading.visits.push(visit);
  const from = reading.left.get(event.previousEventId ?? 0);
  if (from) {
    const transition = { from: from.name, to: name, caught: from.status === 'caught' };
    reading.transitions.set(JSON.stringify(transition), transition);
  }
  return { visit };
}

function exit(reading: Reading, event: HistoryEvent, before: Place): Place {
  const { name } = detailsOf(event);
  const visit =
    upwards(before, (each) => each.name === name) ??
    reading.visits.findLast((each) => each.name === name && each.status === 'running') ??
    reading.visits.findLast((each) => each.name === name && ended.includes(each.status));
  if (!visit) return before;
  // Where the last thing before was a failure, a Catch leads on.
  close(visit, reading.failed.has(visit.events.at(-1) ?? 0) ? 'caught' : 'succeeded', event);
  visit.events.push(event.id ?? 0);
  reading.left.set(event.id ?? 0, visit);
  return outside(visit);
}

function iterate(reading: Reading, event: HistoryEvent, before: Place): Place {
  const { name, index } = detailsOf(event);
  const visit = upwards(before, (each) => each.name === name && each.type === 'Map');
  if (!visit) return before;
  visit.events.push(event.id ?? 0);
  if (event.type === 'MapIterationStarted') return { visit, iteration: index };
  if (event.type !== 'MapIterationSucceeded') endInside(reading, visit, event, index);
  return { visit };
}

/** An event of a state's own work. */
function work(reading: Reading, event: HistoryEvent, before: Place): Place {
  const { type = '' } = event;
  const visit = workedOn(reading, event, before);
  if (!visit) return before;
  visit.events.push(event.id ?? 0);
  if (ended.includes(visit.status) && !type.endsWith('Aborted')) reopen(visit);
  if (/^(Task|LambdaFunction|Activity)Scheduled$|^(Map|Parallel)StateStarted$/.test(type)) visit.attempts++;
  const { mapRunArn, error, cause } = detailsOf(event);
  if (mapRunArn && !visit.mapRunArns.includes(mapRunArn)) visit.mapRunArns.push(mapRunArn);
  if (type.endsWith('StateAborted')) {
    close(visit, 'aborted', event);
    if (containers.includes(visit.type)) endInside(reading, visit, event);
  } else if (isFailure(event)) {
    reading.failed.add(event.id ?? 0);
    if (containers.includes(visit.type)) endInside(reading, visit, event);
    const inner = reading.visits.findLast((each) => each.within === visit && each.failures.length)?.failures.at(-1);
    const known = error !== undefined ? { error, cause: cause ?? '' } : (visit.failures.at(-1) ?? inner);
    // That its Map Run failed has been said by the event before.
    if (error !== undefined || before.visit !== visit || visit.failures.length === 0)
      visit.failures.push({
        eventId: event.id ?? 0,
        at: timeOf(event),
        error: known?.error || (type.endsWith('TimedOut') ? 'States.Timeout' : type),
        cause: known?.cause ?? '',
      });
  }
  return { visit };
}

/** The state that an event is about. */
function workedOn({ visits }: Reading, event: HistoryEvent, before: Place): Visit | undefined {
  const { type = '' } = event;
  const { mapRunArn, state } = detailsOf(event);
  if (state) return visits.findLast(({ name, status }) => name === state && status === 'running') ?? before.visit;
  const [, kind] = /^(Map|Parallel)(?:State|Run)/.exec(type) ?? [];
  const found = kind ? upwards(before, (visit) => visit.type === kind) : before.visit;
  if (found) return found;
  // After a redrive, what failed goes on, in order; its events do not say whose they are.
  const wanted = kind ?? 'Task';
  return visits.find(
    (visit) =>
      visit.type === wanted &&
      ended.includes(visit.status) &&
      (mapRunArn === undefined || visit.mapRunArns.includes(mapRunArn)),
  );
}

const endings: Readonly<Record<string, VisitStatus>> = { ExecutionTimedOut: 'timedOut', ExecutionAborted: 'aborted' };

function finish({ visits }: Reading, event: HistoryEvent, before: Place): Place {
  const { error, cause = '' } = detailsOf(event);
  // What fails without an event of its own, such as a Choice that nothing fits, fails with the execution.
  const last = before.visit;
  if (event.type === 'ExecutionFailed' && last?.status === 'running' && last.failures.length === 0)
    last.failures.push({ eventId: event.id ?? 0, at: timeOf(event), error: error ?? 'ExecutionFailed', cause });
  for (const visit of visits)
    if (visit.status === 'running') close(visit, endings[event.type ?? ''] ?? endOf(visit), event);
  return {};
}

/** What is under way in a Map or Parallel state ends with it. @param iteration default: all of them */
function endInside({ visits }: Reading, container: Visit, event: HistoryEvent, iteration?: number): void {
  for (const visit of visits)
    if (visit.status === 'running' && isInside(visit, container, iteration)) close(visit, endOf(visit), event);
}

function isInside(visit: Visit, container: Visit, iteration?: number): boolean {
  if (!visit.within) return false;
  if (visit.within === container) return iteration === undefined || visit.iteration === iteration;
  return isInside(visit.within, container, iteration);
}

const endOf = ({ failures }: Visit): VisitStatus => (failures.length ? 'failed' : 'aborted');

function close(visit: Visit, status: VisitStatus, event: HistoryEvent): void {
  visit.status = status;
  visit.leftAt = timeOf(event);
}

function reopen(visit: Visit): void {
  visit.status = 'running';
  visit.leftAt = undefined;
  if (visit.within && ended.includes(visit.within.status)) reopen(visit.within);
}

function upwards({ visit }: Place, fits: (visit: Visit) => boolean): Visit | undefined {
  if (!visit || fits(visit)) return visit;
  return upwards({ visit: visit.within }, fits);
}

const outside = ({ within, iteration }: Visit): Place => ({ visit: within, iteration });
const timeOf = ({ timestamp }: HistoryEvent): number => timestamp?.getTime() ?? 0;
