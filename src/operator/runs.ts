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

/**
 * Turns a history into lines for people: each state as it is entered, the command that was sent, what failed. A poll that
 * goes round is told once.
 */
export function stateLines(): (event: HistoryEvent) => string | undefined {
  let last = '';
  return (event) => {
    const line = lineOf(event);
    if (line === undefined || line === last) return undefined;
    last = line;
    return line;
  };
}

function lineOf(event: HistoryEvent): string | undefined {
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited, taskFailedEventDetails: failed } = event;
  if (entered?.name && !/^(Poll|Is|Did) /.test(entered.name)) return entered.name;
  if (exited?.name === 'Patch Instance' && exited.output)
    return `Patch Instance sent the command ${JSON.parse(exited.output).commandId}`;
  return failed && `failed: ${failed.error}: ${failed.cause}`;
}
