import type { IANAZone } from 'luxon';
import { type Days, dayRules, parseDays } from './days.ts';
import { fields, numbersIn } from './fields.ts';
import { InvalidSchedule } from './invalid.ts';
import { DAY, firstShown, HOUR, MINUTE, SECOND, wallTime } from './zone.ts';

/** A cron expression, read: the numbers of each field, ascending, and the rule that picks the days. Plain data. */
export type CronSchedule = {
  kind: 'cron';
  seconds: number[];
  minutes: number[];
  hours: number[];
  days: Days;
  months: number[];
  years: number[];
};

/**
 * Reads the inside of `cron(...)`: Minutes, Hours, Day-of-month, Month, Day-of-week and Year, optionally after Seconds.
 * Names are read in either case. Two sentences of "Reference: Cron and rate expressions for Systems Manager" are not
 * enforced. That a zero in Seconds is not supported: the guide's own example of a schedule offset has one. That rates
 * faster than five minutes are not: the page also says that maintenance windows support all expressions.
 * @throws InvalidSchedule, also for an expression that can never come, such as the 31st of February.
 */
export function parseCron(text: string): CronSchedule {
  const parts = text.toUpperCase().match(/\S+/g) ?? [];
  if (parts.length < 6 || parts.length > 7) {
    throw new InvalidSchedule(
      `A cron expression has six fields, or seven with Seconds first; this one has ${parts.length}. ` +
        'Write cron(Minutes Hours Day-of-month Month Day-of-week Year), for example cron(0 2 ? * SUN#3 *).',
    );
  }
  const [seconds, minutes, hours, dayOfMonth, month, dayOfWeek, year] = (
    parts.length === 6 ? ['0', ...parts] : parts
  ) as [string, string, string, string, string, string, string];

  const schedule: CronSchedule = {
    kind: 'cron',
    seconds: numbersIn(seconds, fields.seconds),
    minutes: numbersIn(minutes, fields.minutes),
    hours: numbersIn(hours, fields.hours),
    days: parseDays(dayOfMonth, dayOfWeek),
    months: numbersIn(month, fields.month),
    years: numbersIn(year, fields.year),
  };
  if (wallTimes(schedule, Number.NEGATIVE_INFINITY).next().done) {
    throw new InvalidSchedule(
      `No date is Day-of-month ${dayOfMonth}, Month ${month}, Day-of-week ${dayOfWeek} and Year ${year}. ` +
        'Name a day that these months have, or L for their last one.',
    );
  }
  return schedule;
}

/**
 * The first instant, `earliest` or later, at which the schedule comes; undefined if it never does again. Milliseconds.
 * @param anchor a date that was already past at this instant does not count, however far `offsetDays` puts it off
 * @param offsetDays ScheduleOffset: this many calendar days later, at the same time by the zone's clock
 */
export function firstCron(
  schedule: CronSchedule,
  { earliest, anchor, offsetDays, zone }: { earliest: number; anchor: number; offsetDays: number; zone: IANAZone },
): number | undefined {
  const putOff = offsetDays * DAY;
  // What the clock showed just before: a time over which it jumps at `earliest` itself must be among those looked at.
  const from = wallTime(earliest - 1, zone) - putOff;
  for (const wall of wallTimes(schedule, from)) {
    const instant = firstShown(wall + putOff, zone);
    if (instant >= earliest && firstShown(wall, zone) >= anchor) return instant;
  }
  return undefined;
}

/** The wall times that an expression means, `from` or later, ascending. It goes from match to match and skips the rest. */
function* wallTimes({ seconds, minutes, hours, days, months, years }: CronSchedule, from: number): Generator<number> {
  for (const year of years) {
    if (Date.UTC(year + 1, 0) <= from) continue;
    for (const month of months) {
      if (Date.UTC(year, month) <= from) continue;
      for (const day of daysIn(year, month, days)) {
        const midnight = Date.UTC(year, month - 1, day);
        if (midnight + DAY <= from) continue;
        for (const hour of hours) {
          const hourStart = midnight + hour * HOUR;
          if (hourStart + HOUR <= from) continue;
          for (const minute of minutes) {
            for (const second of seconds) {
              const wall = hourStart + minute * MINUTE + second * SECOND;
              if (wall >= from) yield wall;
            }
          }
        }
      }
    }
  }
}

function daysIn(year: number, month: number, { rule, numbers }: Days): number[] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const last = new Date(Date.UTC(year, month, 0));
  return dayRules[rule].days(numbers, { length: last.getUTCDate(), startsOn: first.getUTCDay() + 1 });
}
