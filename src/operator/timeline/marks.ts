/** When an execution that works on an instance went through its phases, as its history tells. */
import { type HistoryEvent, paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import type { Mark, Phase } from './machine.ts';

/** The states that begin a phase, of PatchInstance and of the pattern's workflow; the others only look or decide. */
const begins: Readonly<Record<string, Phase>> = {
  'Start Instance': 'wake',
  'Create Snapshot': 'ready',
  'Before Patching': 'ready',
  'Patch Instance': 'patch',
  'Reboot Instance': 'reboot',
  'After Patching': 'verify',
  'Stop Instance': 'stop',
};

/** Enough to have what is new since the last look among them: a look of a wait has seven events. */
const lastEvents = 60;

/**
 * The marks of an execution. The first look reads its whole history, the later ones the end of it.
 * @param known what the look before came to
 */
export async function marksOf(
  { states: client }: Clients,
  executionArn: string,
  known?: readonly Mark[],
): Promise<Mark[]> {
  const events: HistoryEvent[] = [];
  if (known) {
    const maxResults = lastEvents;
    const page = await client.getExecutionHistory({
      executionArn,
      maxResults,
      reverseOrder: true,
      includeExecutionData: false,
    });
    events.push(...(page.events ?? []).reverse());
  } else
    for await (const page of paginateGetExecutionHistory(
      { client, pageSize: 1000 },
      { executionArn, includeExecutionData: false },
    ))
      events.push(...(page.events ?? []));
  return marksIn(events, known);
}

/** Each phase once, from where it began first. Pure. @param events in the order of time */
export function marksIn(events: readonly HistoryEvent[], known: readonly Mark[] = []): Mark[] {
  const marks = new Map(known.map((mark) => [mark.phase, mark]));
  for (const { stateEnteredEventDetails: entered, timestamp } of events) {
    const phase = begins[entered?.name ?? ''];
    if (phase && timestamp && !marks.has(phase)) marks.set(phase, { phase, at: timestamp.getTime() });
  }
  return [...marks.values()].sort((a, b) => a.at - b.at);
}
