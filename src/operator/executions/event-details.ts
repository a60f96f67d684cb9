/** Reading events of Step Functions' histories. Source: API Reference, "HistoryEvent". */
import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** What the details of the various kinds of events may say. */
export interface EventDetails {
  readonly name?: string;
  readonly index?: number;
  readonly input?: string;
  readonly output?: string;
  readonly parameters?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly resource?: string;
  readonly resourceType?: string;
  readonly mapRunArn?: string;
  /** of EvaluationFailed: the state, and which member of it */
  readonly state?: string;
  readonly location?: string;
  /** name to JSON text */
  readonly assignedVariables?: Readonly<Record<string, string>>;
}

const members = new WeakMap<HistoryEvent, EventDetails>();

/** The details of an event, which stand in a member named after its kind; empty for kinds that have none. */
export function detailsOf(event: HistoryEvent): EventDetails {
  const known = members.get(event);
  if (known) return known;
  const [, details = {}] = Object.entries(event).find(([name, value]) => name.endsWith('EventDetails') && value) ?? [];
  members.set(event, details as EventDetails);
  return details as EventDetails;
}

/** Whether an event says that an attempt at a state's work came to nothing. */
export function isFailure({ type }: HistoryEvent): boolean {
  return /^(Task|LambdaFunction|Activity)(\w*Failed|TimedOut)$|^EvaluationFailed$|^MapRun(Failed|Aborted)$|^(Map|Parallel)StateFailed$/.test(
    type ?? '',
  );
}
