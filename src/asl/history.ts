import type { JsonObject } from './json.ts';

/** A history event as GetExecutionHistory returns it; `timestamp` in milliseconds since epoch. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: number;
  /** Details stand in a member named after the kind of event, as in AWS's `HistoryEvent`. */
  [details: string]: JsonObject | number | string;
}
