/** A maintenance window for people: when it opens, in words and as instants, and what came of it. */
import type { GetMaintenanceWindowResult } from '@aws-sdk/client-ssm';
import type { Clients } from '../aws/clients.ts';
import { describe, InvalidSchedule, type Options, occurrences, parse } from '../schedule/index.ts';
import { executionsOf } from './windows.ts';

/** Times are ISO 8601. */
export interface WindowFacts {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** as it stands, such as `cron(0 2 ? * SUN *)` */
  readonly schedule: string;
  readonly timezone: string;
  readonly offsetDays?: number;
  readonly startDate?: string;
  readonly endDate?: string;
  /** the schedule in words; undefined for one that only Systems Manager understands */
  readonly words?: string;
  readonly durationHours: number;
  readonly cutoffHours: number;
  readonly next?: string;
  readonly created?: string;
}

export interface Opening {
  readonly id: string;
  /** as Systems Manager has it */
  readonly status: string;
  readonly details?: string;
  readonly began: string;
  readonly ended?: string;
}

export async function windowOf({ ssm }: Clients, WindowId: string): Promise<WindowFacts> {
  const window = await ssm.getMaintenanceWindow({ WindowId });
  const { Schedule: schedule = '', ScheduleTimezone: timezone = 'UTC', ScheduleOffset: offsetDays } = window;
  return {
    id: WindowId,
    name: window.Name ?? '',
    description: window.Description,
    enabled: window.Enabled ?? false,
    schedule,
    timezone,
    offsetDays,
    startDate: window.StartDate,
    endDate: window.EndDate,
    words: scheduleWords(schedule, timezone, offsetDays),
    durationHours: window.Duration ?? 0,
    cutoffHours: window.Cutoff ?? 0,
    next: nextOf(window),
    created: window.CreatedDate?.toISOString(),
  };
}

/** @param most the newest */
export async function openingsOf(clients: Clients, WindowId: string, most: number): Promise<Opening[]> {
  const executions = await executionsOf(clients, WindowId, most);
  return executions.map(
    ({ WindowExecutionId: id = '', Status: status = '', StatusDetails: details, StartTime, EndTime }) => ({
      id,
      status,
      details,
      began: StartTime?.toISOString() ?? '',
      ended: EndTime?.toISOString(),
    }),
  );
}

/** Such as "at 02:00 every Sunday, Europe/Berlin". Pure. */
export function scheduleWords(expression: string, timezone = 'UTC', offsetDays?: number): string | undefined {
  try {
    return describe(parse(expression), timezone, offsetDays);
  } catch (error) {
    if (error instanceof InvalidSchedule) return undefined;
    throw error;
  }
}

/** Systems Manager writes it in ISO 8601's extended form, with the name of the zone behind it where there is one. */
export function nextOf({
  NextExecutionTime: next,
}: Pick<GetMaintenanceWindowResult, 'NextExecutionTime'>): string | undefined {
  const at = Date.parse(next?.replace(/\[.*\]$/, '') ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** How many openings a month may have that are all told of. */
export const mostOpenings = 3000;

/**
 * When a window opens, in a span of time, in milliseconds since epoch. A rate goes on from the next opening that the window has; a
 * disabled window does not open. Pure.
 */
export function openings(
  { schedule, timezone, offsetDays, startDate, endDate, next, enabled }: WindowFacts,
  from: number,
  to: number,
): number[] {
  if (!enabled || next === undefined) return [];
  const found: number[] = [];
  try {
    const first = Date.parse(next);
    const options: Options = {
      timezone,
      offsetDays,
      anchor: first,
      startDate: startDate === undefined ? undefined : Math.max(first, Date.parse(startDate)),
      endDate: endDate === undefined ? undefined : Date.parse(endDate),
    };
    for (const at of occurrences(parse(schedule), { ...options, from: Math.max(from, first), to })) {
      found.push(at);
      if (found.length >= mostOpenings) break;
    }
  } catch (error) {
    if (!(error instanceof InvalidSchedule)) throw error;
    if (Date.parse(next) >= from && Date.parse(next) <= to) found.push(Date.parse(next));
  }
  return found;
}
