import type { IANAZone } from 'luxon';
import { InvalidSchedule } from './invalid.ts';
import { firstShown } from './zone.ts';

/** An at expression, read: `wall` is its date and time as the clock on the wall shows it (zone.ts). Plain data. */
export type AtSchedule = { kind: 'at'; wall: number };

/**
 * Reads the inside of `at(...)`: yyyy-mm-ddThh:mm:ss, without an offset. "Reference: Cron and rate expressions for
 * Systems Manager" calls it a timestamp in UTC format, and gives it together with a time zone; it is taken to be a time
 * in the window's zone, as all of its schedule is. That zone is UTC unless the window names another.
 * @throws InvalidSchedule, also for a date that does not exist.
 */
export function parseAt(text: string): AtSchedule {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  // Date.parse takes 24:00:00, and may take the 31st of February, for a time on the day after.
  if (Number.isNaN(wall) || iso(wall) !== text) {
    throw new InvalidSchedule(
      `"${text}" is not a date and time. Write at(yyyy-mm-ddThh:mm:ss), for example at(2030-07-07T15:55:00), without an offset: the time zone is given apart.`,
    );
  }
  return { kind: 'at', wall };
}

/** The one instant of the schedule, unless it lies before `earliest`. Milliseconds. */
export function firstAt(
  { wall }: AtSchedule,
  { earliest, zone }: { earliest: number; zone: IANAZone },
): number | undefined {
  const instant = firstShown(wall, zone);
  return instant >= earliest ? instant : undefined;
}

/** "once, on 2030-07-07 at 15:55:00, Europe/Berlin". */
export function describeAt({ wall }: AtSchedule, timezone: string): string {
  const [date, time] = iso(wall).split('T');
  return `once, on ${date} at ${time}, ${timezone}`;
}

const iso = (wall: number) => new Date(wall).toISOString().slice(0, -'.000Z'.length);
