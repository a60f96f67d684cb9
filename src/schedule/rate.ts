import { count } from './english.ts';
import { InvalidSchedule } from './invalid.ts';
import { DAY, HOUR, MINUTE } from './zone.ts';

const UNITS = { minute: MINUTE, hour: HOUR, day: DAY };

/** A rate expression, read. Plain data. */
export type RateSchedule = { kind: 'rate'; value: number; unit: keyof typeof UNITS };

/**
 * Reads the inside of `rate(...)`: a positive number, and minute, hour or day, in the plural if it is not 1
 * ("Reference: Cron and rate expressions for Systems Manager").
 * @throws InvalidSchedule
 */
export function parseRate(text: string): RateSchedule {
  const match = /^\s*(\d+)\s+(minute|hour|day)(s?)\s*$/.exec(text);
  const value = Number(match?.[1]);
  if (match === null || value === 0 || !Number.isSafeInteger(value)) {
    throw new InvalidSchedule(
      `"${text}" is not a rate. Write a positive number and minutes, hours or days, for example rate(30 minutes).`,
    );
  }
  const unit = match[2] as RateSchedule['unit'];
  if ((value === 1) !== (match[3] === '')) {
    throw new InvalidSchedule(`The unit does not agree with the number. Write rate(${count(value, unit)}).`);
  }
  return { kind: 'rate', value, unit };
}

/**
 * The first instant, `earliest` or later, of those that begin with the window's opening itself and follow at the
 * interval. An interval is a duration: a day has 24 hours, also where clocks change. Milliseconds.
 */
export function firstRate(
  { value, unit }: RateSchedule,
  { earliest, opening }: { earliest: number; opening: number },
): number {
  const interval = value * UNITS[unit];
  return opening + Math.max(0, Math.ceil((earliest - opening) / interval)) * interval;
}

/** "every 30 minutes", "every day". */
export function describeRate({ value, unit }: RateSchedule): string {
  return value === 1 ? `every ${unit}` : `every ${count(value, unit)}`;
}
