/** A month in a time zone: where its days begin. Pure. */
import { DateTime } from 'luxon';

export interface Day {
  /** such as `2026-01-04` */
  readonly date: string;
  /** milliseconds since epoch; a day has 23 to 25 hours */
  readonly from: number;
  readonly to: number;
}

/**
 * @param month such as `2026-01`
 * @param zone an IANA name
 * @returns undefined for what is no month, or no zone
 */
export function daysOf(month: string, zone: string): Day[] | undefined {
  if (!/^\d{4}-\d{2}$/.test(month) || !/^[A-Za-z]/.test(zone)) return undefined;
  const first = DateTime.fromISO(`${month}-01`, { zone });
  if (!first.isValid) return undefined;
  return Array.from({ length: first.daysInMonth }, (_, index) => {
    const day = first.plus({ days: index });
    return {
      date: day.toISODate(),
      from: day.startOf('day').toMillis(),
      to: day.plus({ days: 1 }).startOf('day').toMillis(),
    };
  });
}
