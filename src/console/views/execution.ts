import type { DescribeExecutionOutput, DescribeMapRunOutput } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import { type SentCommand, sentCommands } from '../../operator/executions/commands-sent.ts';
import { readCourse, versionOf } from '../../operator/executions/course.ts';
import { type Flow, flowOf } from '../../operator/executions/definition.ts';
import { mapRun } from '../../operator/executions/map-runs.ts';
import { type StateSummary, summaries } from '../../operator/executions/summary.ts';
import type { Transition, Visit } from '../../operator/executions/visits.ts';
import { Failure } from '../../operator/failure.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { machineOf, type NamedMachine } from '../../operator/machine-name.ts';
import type { View } from '../view.ts';
import { type Clipped, clipped } from './text.ts';

/** What a Map Run's executions are doing. Times are ISO 8601. */
export interface MapRunLine {
  readonly arn: string;
  /** the state that started it */
  readonly state: string;
  readonly status: string;
  readonly began: string;
  readonly ended?: string;
  readonly counts: { readonly [status: string]: number };
}

/** Times are ISO 8601 in the answer itself, and milliseconds since epoch in what is made of the history. */
export interface ExecutionAnswer {
  readonly arn: string;
  readonly name: string;
  readonly machineName: string;
  readonly machineArn: string;
  readonly status: string;
  readonly began: string;
  readonly ended?: string;
  /** the time at the endpoint */
  readonly now: string;
  readonly error?: string;
  readonly cause?: string;
  readonly input: Clipped;
  readonly output?: Clipped;
  readonly redrive: { readonly count: number; readonly isPossible: boolean; readonly reason?: string };
  /** the machine that it is about, where it is about one */
  readonly machine?: NamedMachine;
  /** the execution whose Map Run started it */
  readonly parent?: string;
  /** the states that it goes through, as they were defined when it began */
  readonly flow: Flow;
  readonly states: readonly StateSummary[];
  readonly transitions: readonly Transition[];
  readonly commands: readonly SentCommand[];
  readonly mapRuns: readonly MapRunLine[];
  readonly history: { readonly count: number; readonly isComplete: boolean; readonly clippedFrom?: number };
}

/** One execution of a state machine: what became of each state, and what it came to. */
export const execution: View<{ arn: string }, ExecutionAnswer> = {
  params: ['arn'],
  async read({ clients }, { arn }) {
    const described = await describe(clients, arn);
    const [course, definition, now] = await Promise.all([
      readCourse(clients, arn, versionOf(described)),
      definitionOf(clients, arn),
      timeAt(clients),
    ]);
    const { input = '{}', output } = described;
    return {
      arn,
      name: described.name ?? '',
      machineName: definition.machineName,
      machineArn: described.stateMachineArn ?? '',
      status: described.status ?? '',
      began: described.startDate?.toISOString() ?? '',
      ended: described.stopDate?.toISOString(),
      now: now.toISOString(),
      error: described.error,
      cause: described.cause,
      input: clipped(input),
      output: output === undefined ? undefined : clipped(output),
      redrive: redriveOf(described),
      machine: await machineOf(clients, input),
      parent: described.mapRunArn ? (await mapRun(clients, described.mapRunArn)).executionArn : undefined,
      flow: flowOf(definition.flow, course.visits[0]?.name),
      states: summaries(course.visits),
      transitions: course.transitions,
      commands: sentCommands(course),
      mapRuns: await mapRunsOf(clients, course.visits),
      history: {
        count: course.history.events.length,
        isComplete: course.history.isComplete,
        clippedFrom: course.history.clippedFrom,
      },
    };
  },
};

/** @throws Failure for an execution that there is not */
async function describe({ states }: Clients, executionArn: string): Promise<DescribeExecutionOutput> {
  try {
    return await states.describeExecution({ executionArn });
  } catch (error) {
    if (!['ExecutionDoesNotExist', 'InvalidArn', 'ValidationException'].includes((error as Error).name)) throw error;
    throw new Failure(
      `There is no execution ${executionArn} (any more: Step Functions forgets what ended 90 days ago). Look for another one among the runs.`,
    );
  }
}

/** A definition does not change under an execution. */
const definitions = new WeakMap<Clients, Map<string, { flow: Flow; machineName: string }>>();
const mostDefinitions = 100;

async function definitionOf(clients: Clients, executionArn: string) {
  const all = definitions.get(clients) ?? new Map();
  definitions.set(clients, all);
  const known = all.get(executionArn);
  if (known) return known;
  const { definition = '', name = '' } = await clients.states.describeStateMachineForExecution({ executionArn });
  const found = { flow: JSON.parse(definition) as Flow, machineName: name };
  if (all.size >= mostDefinitions) all.delete(all.keys().next().value);
  all.set(executionArn, found);
  return found;
}

function redriveOf({ redriveCount, redriveStatus, redriveStatusReason }: DescribeExecutionOutput) {
  return { count: redriveCount ?? 0, isPossible: redriveStatus === 'REDRIVABLE', reason: redriveStatusReason };
}

/** Map Runs that are told of: a fleet has one for its canaries, and one for all others. */
const mostMapRuns = 20;

async function mapRunsOf(clients: Clients, visits: readonly Visit[]): Promise<MapRunLine[]> {
  const started = visits.flatMap(({ name, mapRunArns }) => mapRunArns.map((arn) => ({ state: name, arn })));
  return Promise.all(
    started.slice(-mostMapRuns).map(async ({ state, arn }) => {
      const run: DescribeMapRunOutput = await mapRun(clients, arn);
      const { pending, running, succeeded, failed, timedOut, aborted, total } = run.executionCounts ?? {};
      return {
        arn,
        state,
        status: run.status ?? '',
        began: run.startDate?.toISOString() ?? '',
        ended: run.stopDate?.toISOString(),
        counts: Object.fromEntries(
          Object.entries({ total, pending, running, succeeded, failed, timedOut, aborted }).map(([name, count]) => [
            name,
            count ?? 0,
          ]),
        ),
      };
    }),
  );
}
