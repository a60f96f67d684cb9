/** What the pattern's workflow came to on each instance, from its executions: there is no evidence but the services' own records. */
import { paginateListExecutions } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import { type InstanceReport, reportOf } from '../instance-report.ts';
import { remembered } from '../remember.ts';
import { readExecution } from '../runs.ts';
import { instanceOf } from './executions.ts';
import type { Last } from './machine-line.ts';

/** An execution of the workflow. Times are ISO 8601. */
export interface PatternExecution {
  readonly arn: string;
  readonly instanceId: string;
  readonly status: string;
  readonly began: string;
  readonly ended?: string;
}

/** As far back as is looked: the newest executions. */
const mostExecutions = 100;
/** Reports that one look makes; the others come with the next looks. */
const reportsPerLook = 5;

/** What an execution was started for never changes. */
const instanceIdOf = remembered(Number.POSITIVE_INFINITY, instanceOf);
/** The newest executions, the newest first. */
export async function executionsOfPattern(clients: Clients, stateMachineArn: string): Promise<PatternExecution[]> {
  const found: PatternExecution[] = [];
  const pages = paginateListExecutions({ client: clients.states, pageSize: mostExecutions }, { stateMachineArn });
  for await (const { executions = [] } of pages) {
    for (const { executionArn: arn = '', status = '', startDate, stopDate } of executions)
      found.push({
        arn,
        instanceId: await instanceIdOf(clients, arn),
        status,
        began: startDate?.toISOString() ?? '',
        ended: stopDate?.toISOString(),
      });
    if (found.length >= mostExecutions) break;
  }
  return found;
}

/** What an execution that is over came to does not change either. */
const reports = new WeakMap<Clients, Map<string, InstanceReport>>();

/** By ARN: reports on the executions that are over, a few more with each look. */
export async function reportsOn(
  clients: Clients,
  executions: readonly PatternExecution[],
): Promise<ReadonlyMap<string, InstanceReport>> {
  const known = reports.get(clients) ?? new Map<string, InstanceReport>();
  reports.set(clients, known);
  const due = executions.filter(({ arn, status }) => status !== 'RUNNING' && !known.has(arn));
  for (const { arn } of due.slice(0, reportsPerLook))
    known.set(arn, await reportOf(clients, await readExecution(clients, arn)));
  return known;
}

/** By instance: what its last execution that is over came to. */
export async function lastsOfPattern(clients: Clients, stateMachineArn: string): Promise<Map<string, Last>> {
  const executions = await executionsOfPattern(clients, stateMachineArn);
  const newest = [
    ...new Map(
      executions
        .filter(({ status }) => status !== 'RUNNING')
        .toReversed()
        .map((one) => [one.instanceId, one]),
    ).values(),
  ];
  const known = await reportsOn(clients, newest);
  return new Map(
    newest.flatMap(({ arn, instanceId }): [string, Last][] => {
      const report = known.get(arn);
      return report
        ? [[instanceId, { outcome: report.outcome, reason: report.reason, foundState: report.foundState }]]
        : [];
    }),
  );
}
