import { IANAZone } from 'luxon';
import { InvalidSchedule } from './invalid.ts';

/*
 * A wall time is what the clock on a zone's wall shows, counted in milliseconds as if that clock showed UTC. On wall
 * times a day always has 24 hours, so cron's arithmetic and ScheduleOffset happen there; an instant is milliseconds
 * since the epoch, as everywhere else.
 */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The zone of an IANA name such as "Europe/Berlin" or "UTC".
 * @throws InvalidSchedule for a name that the time zone database does not have.
 */
export function zoneOf(timezone: string): IANAZone {
  const zone = IANAZone.create(timezone);
  // Node takes a bare offset such as +02:00 for a zone as well; Systems Manager wants a name.
  if (zone.isValid && /^[A-Za-z]/.test(timezone)) return zone;
  throw new InvalidSchedule(
    `The time zone "${timezone}" is unknown. Name one of the IANA time zone database, such as Europe/Berlin or UTC.`,
  );
}

/** What the zone's clock shows at an instant. */
export function wallTime(instant: number, zone: IANAZone): number {
  return instant + zone.offset(instant) * MINUTE;
}

/**
 * The first instant at which the zone's clock shows a wall time *or a later one*. This one rule is the whole treatment
 * of daylight saving:
 * - a time that is shown twice (clocks go back) means the first of the two, and only that;
 * - a time that is never shown (clocks go forward) means the moment at which the clock jumps over it.
 * A later wall time never comes out earlier, so an order among wall times is an order among instants.
 */
export function firstShown(wall: number, zone: IANAZone): number {
  // No zone is 24 hours from UTC, and none changes its clocks twice within two days: the offsets a day to either side
  // of the wall time, read as an instant, are those before and after any change near it.
  const before = zone.offset(wall - DAY);
  const after = zone.offset(wall + DAY);
  for (const offset of [before, after]) {
    const instant = wall - offset * MINUTE;
    if (zone.offset(instant) === offset) return instant;
  }

  let notYet = wall - after * MINUTE;
  let already = wall - before * MINUTE;
  while (already - notYet > 1) {
    const middle = Math.floor((notYet + already) / 2);
    if (wallTime(middle, zone) < wall) notYet = middle;
    else already = middle;
  }
  return already;
}
