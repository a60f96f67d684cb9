/** The executions of a fleet's state machines, seen from outside. */
import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { paginateListExecutions, paginateListMapRuns } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';

/** The folder of an execution's evidence. Source: functions/evidence.ts. */
export function runFolder(execution: string, startDate: Date | undefined): string {
  return `runs/${startDate?.toISOString().slice(0, 10)}/${execution}`;
}

/** The executions of a state machine that run. */
export async function running({ states: client }: Clients, stateMachineArn: string): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for await (const { executions = [] } of paginateListExecutions(
    { client },
    { stateMachineArn, statusFilter: 'RUNNING' },
  ))
    found.push(...executions);
  return found;
}

/** So many of those that work are told apart at most: as many as ListExecutions answers with at once. */
export const mostWatched = 1000;

/** Executions that work on an instance now. */
export interface Working {
  /** of all of them */
  readonly count: number;
  /** the first of them */
  readonly executions: readonly { readonly arn: string; readonly began?: Date }[];
}

/** The executions that work on instances for a run of the fleet just now. @param maxResults of them are named, at most 1,000 */
export async function underWay(
  { states: client }: Clients,
  executionArn: string,
  maxResults: number,
): Promise<Working> {
  const found: { arn: string; began?: Date }[] = [];
  let count = 0;
  for await (const { mapRuns = [] } of paginateListMapRuns({ client }, { executionArn }))
    for (const { mapRunArn } of mapRuns.filter(({ stopDate }) => !stopDate)) {
      const { executionCounts } = await client.describeMapRun({ mapRunArn });
      count += executionCounts?.running ?? 0;
      const { executions = [] } = await client.listExecutions({ mapRunArn, statusFilter: 'RUNNING', maxResults });
      found.push(...executions.map(({ executionArn: arn = '', startDate }) => ({ arn, began: startDate })));
    }
  return { count, executions: found };
}

/** The instance that an execution of PatchInstance was started for. */
export async function instanceOf({ states }: Clients, executionArn: string): Promise<string> {
  const { input = '{}' } = await states.describeExecution({ executionArn });
  return (JSON.parse(input) as { instanceId?: string }).instanceId ?? '';
}

/** What people are told of the states; the others only look or decide. */
const phases: Readonly<Record<string, string>> = {
  'Look at Instance': 'looked at',
  'Start Instance': 'starting',
  'Create Snapshot': 'snapshot',
  'Before Patching': 'preparing',
  'Patch Instance': 'patching',
  'Reboot Instance': 'booting again',
  'After Patching': 'examining',
  'Stop Instance': 'stopping',
};

/** Enough events to have the last phase among them: a look of a wait has seven, and preparing has a few states of its own. */
const lastEvents = 60;

/** What an execution of PatchInstance is doing; undefined when its last events do not tell. */
export async function phaseOf({ states }: Clients, executionArn: string): Promise<string | undefined> {
  const { events = [] } = await states.getExecutionHistory({
    executionArn,
    reverseOrder: true,
    maxResults: lastEvents,
    includeExecutionData: false,
  });
  const entered = events.map(({ stateEnteredEventDetails: details }) => phases[details?.name ?? '']);
  return entered.find((phase) => phase !== undefined);
}
