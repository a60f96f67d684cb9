import type { CronSchedule } from './cron.ts';
import { dayRules } from './days.ts';
import { count, list, ordinal, ranges } from './english.ts';
import { type Field, fields } from './fields.ts';

/** So many times of day are listed; more of them are told by their pattern. */
const LISTED = 6;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const monthName = (number: number) => MONTHS[number - 1]!;
const twoDigits = (number: number) => `${number}`.padStart(2, '0');
const isWhole = (numbers: number[], { min, max }: Field) => numbers.length === max - min + 1;

/** A cron schedule in words: "at 02:00 on the third Sunday of each month, Europe/Berlin". */
export function describeCron(schedule: CronSchedule, timezone: string, offsetDays: number): string {
  return `${timeWords(schedule)}${dateWords(schedule, offsetDays)}, ${timezone}`;
}

function dateWords({ hours, days, months, years }: CronSchedule, offsetDays: number): string {
  const { words, countsWithin } = dayRules[days.rule];
  const everyMonth = isWhole(months, fields.month);
  const everyYear = isWhole(years, fields.year);
  const day = words(days.numbers);
  // "every 15 minutes" needs no "every day" after it.
  if (day === 'every day' && everyMonth && everyYear && offsetDays === 0 && isWhole(hours, fields.hours)) return '';

  const before = offsetDays > 0 ? `, ${count(offsetDays, 'day')} after ` : countsWithin === 'month' ? ' on ' : ' ';
  const month = everyMonth ? 'each month' : list(ranges(months, monthName));
  const ofMonth = everyMonth && countsWithin === 'week' ? '' : ` of ${month}`;
  const inYear = everyYear ? '' : `, in ${list(ranges(years, String))}`;
  return `${before}${day}${ofMonth}${inYear}`;
}

function timeWords({ seconds, minutes, hours }: CronSchedule): string {
  const onTheMinute = seconds.length === 1 && seconds[0] === 0;
  if (seconds.length * minutes.length * hours.length <= LISTED) {
    const times = hours.flatMap((hour) =>
      minutes.flatMap((minute) => seconds.map((second) => [hour, minute, ...(onTheMinute ? [] : [second])])),
    );
    return `at ${list(times.map((time) => time.map(twoDigits).join(':')))}`;
  }

  const step = stepOf(minutes, fields.minutes);
  const minute =
    step === undefined ? `at ${numbered('minute', minutes)}` : step === 1 ? 'every minute' : `every ${step} minutes`;
  const second = onTheMinute ? '' : `, at ${numbered('second', seconds)}`;
  return `${minute}${hourWords(hours, step !== undefined)}${second}`;
}

function hourWords(hours: number[], afterStep: boolean): string {
  const step = stepOf(hours, fields.hours);
  if (step === undefined) return ` in ${numbered('hour', hours)}`;
  if (step === 1) return afterStep ? '' : ' of every hour';
  return ` of every ${ordinal(step)} hour`;
}

const numbered = (unit: string, numbers: number[]) =>
  `${unit}${numbers.length === 1 ? '' : 's'} ${list(ranges(numbers, twoDigits))}`;

/** The step with which numbers go through the whole of a field, from its start to its end. */
function stepOf(numbers: number[], { min, max }: Field): number | undefined {
  const step = (numbers[1] ?? Number.NaN) - min;
  const steady = numbers.every((number, index) => number === min + index * step);
  return steady && numbers.at(-1)! + step > max ? step : undefined;
}
