import { type Json, type JsonObject, textOf } from './json.ts';
import type { Run } from './run.ts';
import type { Frame } from './snapshot.ts';

/** A history event as GetExecutionHistory returns it; `timestamp` in milliseconds since epoch. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: number;
  /** Details stand in a member named after the kind of event, as in AWS's `HistoryEvent`. */
  [details: string]: JsonObject | number | string;
}

/** "A standard workflow can have at most 25,000 entries in the execution event history" (Service quotas). */
export const longestHistory = 25_000;

/** The history is full: the execution fails with its last event. */
export class HistoryFull extends Error {
  override name = 'HistoryFull';
}

/** Events whose details share a member. All others have one named after themselves. */
function detailsName(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type[0]!.toLowerCase()}${type.slice(1)}EventDetails`;
}

const detailsNames = new Map<string, string>();

/** The member in which an event of this type has its details. */
export function detailsNameOf(type: string): string {
  const known = detailsNames.get(type);
  if (known !== undefined) return known;
  const name = detailsName(type);
  detailsNames.set(type, name);
  return name;
}

/**
 * Appends an event to the history, as the next one of the frame.
 * @returns its id
 * @throws HistoryFull
 */
export function record(run: Run, frame: Frame, type: string, details?: JsonObject): number {
  const id = recordAfter(run, frame.previousEventId, type, details);
  frame.previousEventId = id;
  return id;
}

/** Appends an event that points back to a given one. @returns its id */
export function recordAfter(run: Run, previousEventId: number, type: string, details?: JsonObject): number {
  const { snapshot } = run;
  if (snapshot.type === 'STANDARD' && snapshot.lastEventId >= longestHistory - 1 && !type.startsWith('Execution')) {
    throw new HistoryFull();
  }
  const id = ++snapshot.lastEventId;
  const event: HistoryEvent = { id, previousEventId, type, timestamp: run.now };
  if (details) event[detailsNameOf(type)] = details;
  run.effects.push({ type: 'history', event });
  return id;
}

/** `input` of an event's details: JSON text, never cut off here. */
export function inputDetails(input: Json): JsonObject {
  return { input: textOf(input), inputDetails: { truncated: false } };
}

/** `output` of an event's details. */
export function outputDetails(output: Json): JsonObject {
  return { output: textOf(output), outputDetails: { truncated: false } };
}

/** `error` and `cause` of an event's details, where there are any. */
export function failureDetails({ error, cause }: { error?: string; cause?: string }): JsonObject {
  const details: JsonObject = {};
  if (error !== undefined) details.error = error;
  if (cause !== undefined) details.cause = cause;
  return details;
}
