/** The executions of a stack's workflow. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Clients } from '../aws/clients.ts';
import { type Followed, followExecution } from './execution.ts';

/** ARNs of the newest executions, the newest first. */
export async function newestExecutions({ states }: Clients, stateMachineArn: string, count: number): Promise<string[]> {
  const { executions = [] } = await states.listExecutions({ stateMachineArn, maxResults: count });
  return executions.map(({ executionArn }) => executionArn ?? '');
}

/** An execution that is over, read from its record. */
export function readExecution(clients: Clients, executionArn: string): Promise<Followed> {
  return followExecution(clients, executionArn, () => {});
}

/** What a state is called in a line of progress: `Wake and Patch`, … with what matters of its output. */
export function stateLine(event: HistoryEvent): string | undefined {
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
  if (entered?.name && !quiet.test(entered.name)) return entered.name;
  if (exited?.name === 'Patch Instance' && exited.output)
    return `Patch Instance sent the command ${JSON.parse(exited.output).commandId}`;
  if (event.type === 'TaskFailed')
    return `failed: ${event.taskFailedEventDetails?.error}: ${event.taskFailedEventDetails?.cause}`;
  return undefined;
}

/** States that only turn the wheel of a poll. */
const quiet = /^(Poll|Is) /;
