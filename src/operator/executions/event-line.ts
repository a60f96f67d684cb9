import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { detailsOf, isFailure } from './event-details.ts';

/** An event of a history in short. */
export interface EventLine {
  readonly id: number;
  readonly type: string;
  /** milliseconds since epoch */
  readonly at: number;
  /** whose it is, where it is one state's */
  readonly state?: string;
  /** the one thing to know of it: what failed and why, what was asked of whom; empty where there is none */
  readonly text: string;
  readonly isFailure: boolean;
}

/** characters of a cause that a line has room for */
const longest = 300;

export function eventLine(event: HistoryEvent, state: string | undefined): EventLine {
  const { type = '', id = 0, timestamp } = event;
  const failed = isFailure(event) || /^(Execution(Failed|TimedOut|Aborted)|MapIterationFailed)$/.test(type);
  return { id, type, at: timestamp?.getTime() ?? 0, state, text: textOf(event), isFailure: failed };
}

function textOf(event: HistoryEvent): string {
  const { error, cause, index, resource, resourceType, mapRunArn } = detailsOf(event);
  if (error !== undefined || cause !== undefined) return [error, cause].filter(Boolean).join(': ').slice(0, longest);
  if (index !== undefined) return `iteration ${index}`;
  if (mapRunArn !== undefined) return mapRunArn;
  if (resourceType !== undefined && event.type === 'TaskScheduled') return `${resourceType}:${resource}`;
  return event.type === 'LambdaFunctionScheduled' ? (resource ?? '') : '';
}
