/** The runs of the pattern, the newest first: the executions of its workflow, those of one opening of the window together. */
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Clients } from '../aws/clients.ts';
import type { RunPage } from './fleet/run-list.ts';
import { fromServices } from './run.ts';
import { noOutcomes, type RunLine } from './run-line.ts';
import type { PatternOutputs } from './stack.ts';
import type { Ending } from './timeline/watch-executions.ts';

/** Each costs some requests when it is first looked at. */
const pageSize = 40;
const atATime = 4;

interface One {
  readonly execution: DescribeExecutionOutput;
  readonly ending?: Ending;
}

/** @returns reads a page of runs; what has ended is read once */
export function patternRunList(
  clients: Clients,
  { StateMachineArn }: PatternOutputs,
): (before?: string) => Promise<RunPage> {
  const ended = new Map<string, One>();
  const endingOf = fromServices(clients);

  async function look(executionArn: string): Promise<One> {
    const known = ended.get(executionArn);
    if (known) return known;
    const execution = await clients.states.describeExecution({ executionArn });
    if (execution.status === 'RUNNING') return { execution };
    const one = { execution, ending: await endingOf(execution) };
    ended.set(executionArn, one);
    return one;
  }

  return async (nextToken) => {
    const { executions = [], nextToken: older } = await clients.states.listExecutions({
      stateMachineArn: StateMachineArn,
      maxResults: pageSize,
      nextToken,
    });
    const all: One[] = [];
    for (let at = 0; at < executions.length; at += atATime) {
      const some = executions.slice(at, at + atATime);
      all.push(...(await Promise.all(some.map(({ executionArn = '' }) => look(executionArn)))));
    }
    const runs = [...Map.groupBy(all, ({ execution }) => openingOf(execution) ?? execution.name ?? '')].map(
      ([name, ones]) => lineOf(name, ones),
    );
    return { runs, older };
  };
}

const inputOf = ({ input = '{}' }: DescribeExecutionOutput) =>
  JSON.parse(input) as { instanceId?: string; windowExecutionId?: string };

/** The window tells its execution's id to what it starts. Source: stack/maintenance-window.ts. */
const openingOf = (execution: DescribeExecutionOutput) => inputOf(execution).windowExecutionId;

/** Pure. @param ones the executions of one run, at least one */
export function lineOf(name: string, ones: readonly One[]): RunLine {
  const outcomes = { ...noOutcomes };
  for (const { ending } of ones) if (ending?.outcome) outcomes[ending.outcome] += 1;
  const working = ones.filter(({ ending }) => !ending).length;
  const times = (member: 'startDate' | 'stopDate') =>
    ones.flatMap(({ execution }) => execution[member]?.toISOString() ?? []).sort();
  const failed = ones.find(({ execution }) => !['SUCCEEDED', 'RUNNING'].includes(execution.status ?? ''))?.execution;
  const seconds = ones.reduce((sum, { ending }) => sum + (ending?.awakeSeconds ?? 0), 0);
  const [first] = ones;
  const isWindow = first !== undefined && openingOf(first.execution) !== undefined;
  return {
    name,
    kind: isWindow ? 'window' : 'machine',
    instanceId: isWindow ? undefined : first && inputOf(first.execution).instanceId,
    status: working ? 'RUNNING' : (failed?.status ?? 'SUCCEEDED'),
    began: times('startDate')[0] ?? '',
    ended: working ? undefined : times('stopDate').at(-1),
    total: ones.length,
    working,
    outcomes,
    awakeHours: Math.round(seconds / 36) / 100,
    packages: ones.reduce((sum, { ending }) => sum + (ending?.changes ?? 0), 0),
  };
}
