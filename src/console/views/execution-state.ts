import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { commandsOf, sentCommands } from '../../operator/executions/commands-sent.ts';
import { type ReadCourse, readCourse } from '../../operator/executions/course.ts';
import { detailsOf } from '../../operator/executions/event-details.ts';
import type { Visit, VisitFailure, VisitStatus } from '../../operator/executions/visits.ts';
import type { View } from '../view.ts';
import { type Clipped, clipped } from './text.ts';

/** Times are milliseconds since epoch. */
export interface VisitLine {
  readonly id: number;
  readonly status: VisitStatus;
  readonly enteredAt: number;
  readonly leftAt?: number;
  readonly attempts: number;
  /** in which iterations of the Map states around it, the outermost first: "Each 3, Part 0" */
  readonly iteration?: string;
}

/** Data of an event: where the whole is to be had, with the view `executionEvent`. */
export interface EventData extends Clipped {
  readonly event: number;
  readonly member: string;
}

export interface VisitDetail extends VisitLine {
  readonly input?: EventData;
  /** what its task was asked with, the last time it was tried */
  readonly parameters?: EventData;
  /** `lambda:invoke`, or the ARN of the function */
  readonly resource?: string;
  /** what its task answered */
  readonly result?: EventData;
  readonly output?: EventData;
  /** the variables that it assigned, as one JSON object */
  readonly assigned?: EventData;
  readonly failures: readonly VisitFailure[];
  /** those that it sent, or the states inside it */
  readonly commands: readonly string[];
  readonly mapRunArns: readonly string[];
}

export interface StateAnswer {
  readonly name: string;
  /** how often it was entered */
  readonly entered: number;
  /** the newest first, as many as a person reads */
  readonly visits: readonly VisitLine[];
  /** the one that was asked for, else the newest; undefined while there was none */
  readonly visit?: VisitDetail;
}

const mostVisits = 200;

/** What became of one state of an execution: each time that it was entered, and one of these in full. */
export const executionState: View<{ arn: string; state: string; visit?: string }, StateAnswer> = {
  params: ['arn', 'state'],
  optional: ['visit'],
  async read({ clients }, { arn, state, visit }) {
    const course = await readCourse(clients, arn);
    const all = course.visits.filter(({ name }) => name === state);
    const chosen = all.find(({ id }) => id === Number(visit)) ?? all.at(-1);
    return {
      name: state,
      entered: all.length,
      visits: all.slice(-mostVisits).reverse().map(lineOf),
      visit: chosen && detailOf(course, chosen),
    };
  },
};

function lineOf(visit: Visit): VisitLine {
  const { id, status, enteredAt, leftAt, attempts } = visit;
  return { id, status, enteredAt, leftAt, attempts, iteration: iterationsOf(visit).join(', ') || undefined };
}

function iterationsOf({ within, iteration }: Visit): string[] {
  if (!within) return [];
  return [...iterationsOf(within), ...(iteration === undefined ? [] : [`${within.name} ${iteration}`])];
}

function detailOf(course: ReadCourse, visit: Visit): VisitDetail {
  const events = visit.events.flatMap((id) => course.history.events[id - 1] ?? []);
  const ending = (word: RegExp) => events.findLast(({ type = '' }) => word.test(type));
  const scheduled = ending(/Scheduled$/);
  const { resourceType, resource } = scheduled ? detailsOf(scheduled) : {};
  return {
    ...lineOf(visit),
    input: dataOf(events[0], 'input'),
    parameters: dataOf(scheduled, 'parameters') ?? dataOf(scheduled, 'input'),
    resource: [resourceType, resource].filter(Boolean).join(':') || undefined,
    result: dataOf(ending(/^(Task|LambdaFunction|Activity)Succeeded$/), 'output'),
    output: dataOf(ending(/StateExited$/), 'output'),
    assigned: dataOf(ending(/StateExited$/), 'assignedVariables'),
    failures: visit.failures.map((failure) => ({ ...failure, cause: clipped(failure.cause).text })),
    commands: commandsOf(sentCommands(course), visit, course.visits),
    mapRunArns: visit.mapRunArns,
  };
}

function dataOf(event: HistoryEvent | undefined, member: 'input' | 'output' | 'parameters' | 'assignedVariables') {
  const data = event && detailsOf(event)[member];
  if (data === undefined || (typeof data === 'object' && Object.keys(data).length === 0)) return undefined;
  return { ...clipped(typeof data === 'string' ? data : JSON.stringify(data)), event: event?.id ?? 0, member };
}
