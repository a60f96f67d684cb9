/** Following an execution of the workflow, state by state. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Clients } from '../aws/clients.ts';
import { poll } from './poll.ts';

/** What became of an execution. */
export interface Followed {
  readonly executionArn: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  /** milliseconds since epoch */
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly output: Record<string, unknown>;
  readonly events: readonly HistoryEvent[];
}

/** @param onEvent is told each event of the history, once, in order */
export async function followExecution(
  { states }: Clients,
  executionArn: string,
  onEvent: (event: HistoryEvent) => void,
  signal?: AbortSignal,
): Promise<Followed> {
  const events: HistoryEvent[] = [];
  return poll(async () => {
    const execution = await states.describeExecution({ executionArn });
    for (const event of await historyAfter(states, executionArn, events.length)) {
      events.push(event);
      onEvent(event);
    }
    if (execution.status === 'RUNNING') return undefined;
    return {
      executionArn,
      status: execution.status ?? '',
      error: execution.error,
      cause: execution.cause,
      startedAt: execution.startDate?.getTime() ?? 0,
      stoppedAt: execution.stopDate?.getTime() ?? 0,
      output: execution.output ? JSON.parse(execution.output) : {},
      events,
    };
  }, signal);
}

async function historyAfter(states: Clients['states'], executionArn: string, count: number): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.getExecutionHistory({ executionArn, maxResults: 1000, nextToken });
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events.slice(count);
}

/** The output of the last time a state was left; undefined for a state that never was. */
export function outputOfState(events: readonly HistoryEvent[], state: string): Record<string, unknown> | undefined {
  const exited = events.findLast(({ stateExitedEventDetails: details }) => details?.name === state);
  return exited?.stateExitedEventDetails?.output ? JSON.parse(exited.stateExitedEventDetails.output) : undefined;
}

/** When a state was first entered, in milliseconds since epoch. */
export function enteredAt(events: readonly HistoryEvent[], state: string): number | undefined {
  return events.find(({ stateEnteredEventDetails: details }) => details?.name === state)?.timestamp?.getTime();
}
