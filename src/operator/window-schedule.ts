/** Maintenance windows with their schedules in words and the times at which they open next. */
import { type MaintenanceWindowIdentity, paginateDescribeMaintenanceWindows } from '@aws-sdk/client-ssm';
import type { Clients } from '../aws/clients.ts';
import { InvalidSchedule, next, parse } from '../schedule/index.ts';
import { nextOf, scheduleWords } from './window.ts';

export interface WindowSchedule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** the expression, such as `cron(0 2 ? * SUN *)` */
  readonly schedule: string;
  /** the time zone of the schedule, an IANA name */
  readonly timezone: string;
  /** `at 02:00 every Sunday, UTC`; the expression itself, should it be one that is not understood */
  readonly words: string;
  /** hours that it is open */
  readonly duration: number;
  /** hours before its end in which nothing new begins */
  readonly cutoff: number;
  /** the next times at which it opens, ISO 8601; none for a window that is disabled or has had its last */
  readonly upcoming: readonly string[];
}

/** All windows of the account in the Region. @param count of upcoming times, at most */
export async function windowSchedules({ ssm: client }: Clients, count: number): Promise<WindowSchedule[]> {
  const found: WindowSchedule[] = [];
  for await (const { WindowIdentities = [] } of paginateDescribeMaintenanceWindows({ client }, {}))
    found.push(...WindowIdentities.map((window) => scheduleOf(window, count)));
  return found;
}

/** What a window says of itself. @param count of upcoming times, at most */
export function scheduleOf(window: MaintenanceWindowIdentity, count: number): WindowSchedule {
  const { Schedule = '', ScheduleTimezone = 'UTC', ScheduleOffset } = window;
  return {
    id: window.WindowId ?? '',
    name: window.Name ?? '',
    enabled: window.Enabled ?? false,
    schedule: Schedule,
    timezone: ScheduleTimezone,
    words: scheduleWords(Schedule, ScheduleTimezone, ScheduleOffset) ?? Schedule,
    duration: window.Duration ?? 0,
    cutoff: window.Cutoff ?? 0,
    upcoming: upcoming(window, count).map((time) => new Date(time).toISOString()),
  };
}

/** The first is the endpoint's word, for it alone knows when a rate began; the others are reckoned from there. */
function upcoming(window: MaintenanceWindowIdentity, count: number): number[] {
  const first = Date.parse(nextOf(window) ?? '');
  if (Number.isNaN(first) || !window.Enabled) return [];
  const times = [first];
  const schedule = orNot(() => parse(window.Schedule ?? ''));
  const endDate = window.EndDate ? Date.parse(window.EndDate) : undefined;
  while (schedule && times.length < count) {
    const time = next(schedule, {
      timezone: window.ScheduleTimezone ?? 'UTC',
      anchor: first,
      after: times.at(-1)!,
      ...(window.ScheduleOffset !== undefined && { offsetDays: window.ScheduleOffset }),
      ...(endDate !== undefined && { endDate }),
    });
    if (time === undefined) break;
    times.push(time);
  }
  return times.slice(0, count);
}

/** AWS may learn expressions that are not known here. */
function orNot<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidSchedule) return undefined;
    throw error;
  }
}
