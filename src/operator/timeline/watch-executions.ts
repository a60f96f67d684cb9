/** Executions that each work on one instance, watched together: those that a window started, or a single one. */
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import { inTurn } from '../in-turn.ts';
import type { Machine, Mark } from './machine.ts';
import { marksOf } from './marks.ts';

/** What an execution that has ended came to. */
export type Ending = Pick<Machine, 'outcome' | 'reason' | 'cause' | 'awakeSeconds' | 'changes' | 'commandId' | 'name'>;

export interface WatchedExecutions {
  readonly machines: readonly Machine[];
  readonly working: number;
  /** ISO 8601, of the first of them */
  readonly began?: string;
  /** of the last of them, once all have ended */
  readonly ended?: string;
  /** how the gravest of them ended; RUNNING while one does */
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

/** @param endingOf is asked once for each execution that has ended */
export function watchExecutions(
  clients: Clients,
  endingOf: (execution: DescribeExecutionOutput) => Promise<Ending>,
): (arns: readonly string[]) => Promise<WatchedExecutions> {
  const known = new Map<string, { execution: DescribeExecutionOutput; marks: Mark[]; ending?: Ending; seen: number }>();
  let looks = 0;

  async function lookAt(arn: string): Promise<void> {
    const before = known.get(arn);
    const execution = await clients.states.describeExecution({ executionArn: arn });
    const marks = await marksOf(clients, arn, before?.marks);
    const ending = execution.status === 'RUNNING' ? undefined : await endingOf(execution);
    known.set(arn, { execution, marks, ending, seen: looks });
  }

  return async (arns) => {
    looks += 1;
    const open = arns.filter((arn) => !known.get(arn)?.ending);
    for (const arn of inTurn(open, (arn) => known.get(arn)?.seen)) await lookAt(arn);
    const seen = arns.flatMap((arn) => known.get(arn) ?? []);
    const running = seen.filter(({ ending }) => !ending).length + arns.length - seen.length;
    const failed = seen.find(({ execution }) => !['RUNNING', 'SUCCEEDED'].includes(execution.status ?? ''))?.execution;
    const times = (member: 'startDate' | 'stopDate') => seen.flatMap(({ execution }) => execution[member] ?? []);
    const at = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : undefined);
    return {
      machines: seen.map(machineOf),
      working: running,
      began: at(Math.min(...times('startDate').map(Number))),
      ended: running ? undefined : at(Math.max(...times('stopDate').map(Number))),
      status: running ? 'RUNNING' : (failed?.status ?? 'SUCCEEDED'),
      error: failed?.error,
      cause: failed?.cause,
    };
  };
}

function machineOf({
  execution,
  marks,
  ending,
}: {
  execution: DescribeExecutionOutput;
  marks: Mark[];
  ending?: Ending;
}): Machine {
  const { input = '{}', executionArn, stopDate } = execution;
  const { instanceId = '' } = JSON.parse(input) as { instanceId?: string };
  if (!ending) return { instanceId, standing: 'underWay', marks, executionArn };
  const isUntouched = ending.outcome === 'Skipped' && marks.length === 0;
  return {
    instanceId,
    ...ending,
    standing: isUntouched ? 'passedOver' : 'ended',
    marks,
    end: marks.length ? stopDate?.getTime() : undefined,
    executionArn,
  };
}
