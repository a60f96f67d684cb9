/** When a window opens: its expression, time zone, offset and dates put together for `schedule/`. */
import { DateTime } from 'luxon';
import { InvalidSchedule, type Options, occurrences, parse, type Schedule } from '../../../../schedule/index.ts';
import { validationException } from '../errors.ts';
import { instantOf } from './filters.ts';
import type { Window, WindowDetails } from './rows/windows.ts';

/** The openings of a window after that instant, in order; none while it is disabled. Milliseconds since epoch. */
export function* openings(window: Window, after: number): Generator<number> {
  if (!window.enabled) return;
  const { schedule, options } = read(window.details, window.anchor);
  yield* occurrences(schedule, { ...options, from: after + 1, to: Number.POSITIVE_INFINITY });
}

export function nextOpening(window: Window, after: number): number | undefined {
  const { value } = openings(window, after).next();
  return value as number | undefined;
}

/** The openings between two instants, no more than that many. */
export function firstOpenings(
  window: Window,
  { after, before, most }: { after: number; before: number; most: number },
): number[] {
  const found: number[] = [];
  for (const at of openings(window, after)) {
    if (at >= before || found.length === most) break;
    found.push(at);
  }
  return found;
}

/** @throws WireError ValidationException for a schedule, time zone, offset or date that means nothing */
export function checkSchedule(details: WindowDetails): void {
  const { options, schedule } = read(details, 0);
  const { startDate, endDate } = options;
  if (startDate !== undefined && endDate !== undefined && endDate <= startDate)
    throw validationException('EndDate must be later than StartDate.');
  refusing(() => occurrences(schedule, { ...options, from: 0, to: 0 }).next());
}

function read(details: WindowDetails, anchor: number): { schedule: Schedule; options: Options } {
  const { StartDate, EndDate, ScheduleOffset, ScheduleTimezone = 'UTC' } = details;
  return {
    schedule: refusing(() => parse(details.Schedule)),
    options: {
      timezone: ScheduleTimezone,
      anchor,
      ...(ScheduleOffset !== undefined && { offsetDays: ScheduleOffset }),
      ...(StartDate !== undefined && { startDate: instantOf(StartDate, 'StartDate') }),
      ...(EndDate !== undefined && { endDate: instantOf(EndDate, 'EndDate') }),
    },
  };
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidSchedule) throw validationException(error.message);
    throw error;
  }
}

/**
 * An instant as NextExecutionTime and ExecutionTime have it: `2020-02-19T16:00Z`, `2018-10-20T05:34:56-07:00`,
 * `2020-02-25T00:08:15.099Z`. Seconds and milliseconds are left out where they are naught, as Java prints times.
 */
export function timeIn(instant: number, timezone = 'UTC'): string {
  const time = DateTime.fromMillis(instant, { zone: timezone });
  const format = time.millisecond > 0 ? 'HH:mm:ss.SSS' : time.second > 0 ? 'HH:mm:ss' : 'HH:mm';
  return time.toFormat(`yyyy-MM-dd'T'${format}`) + (time.offset === 0 ? 'Z' : time.toFormat('ZZ'));
}
