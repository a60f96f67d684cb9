import { list, ordinal, ranges } from './english.ts';
import { type Field, fields, numberIn, numbersIn } from './fields.ts';
import { InvalidSchedule } from './invalid.ts';

/** What a rule needs to know of a month: its number of days, and the weekday of its first. 1 is Sunday, as AWS counts. */
export type Month = { length: number; startsOn: number };

/** Which days of a month an expression means: a rule by name and the numbers in it. Plain data. */
export type Days = { rule: keyof typeof dayRules; numbers: number[] };

type Rule = {
  /** The field that has it. */
  field: Field;
  /** How it is written; what its groups catch are the rule's numbers. Without one it is a list, range or step. */
  pattern?: RegExp;
  /** Which days of a month it means. */
  days: (numbers: number[], month: Month) => number[];
  /** It in words, to be followed by "of each month" where it counts within the month. */
  words: (numbers: number[]) => string;
  countsWithin: 'week' | 'month';
};

const SUNDAY = 1;
const SATURDAY = 7;
const NTH = ['first', 'second', 'third', 'fourth', 'fifth'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdayName = (number: number) => WEEKDAYS[number - 1]!;

const weekdayOf = (day: number, month: Month) => ((month.startsOn - 1 + day - 1) % 7) + 1;
const daysOf = (month: Month) => Array.from({ length: month.length }, (_, index) => index + 1);

/** The day from Monday to Friday that is nearest to a day without leaving the month; none if the month lacks that day. */
function nearestWeekday(day: number, month: Month): number[] {
  if (day > month.length) return [];
  const weekday = weekdayOf(day, month);
  if (weekday === SATURDAY) return [day > 1 ? day - 1 : day + 2];
  if (weekday === SUNDAY) return [day < month.length ? day + 1 : day - 2];
  return [day];
}

/**
 * What the two day fields can hold, from the page "Reference: Cron and rate expressions for Systems Manager"; that `3W`
 * is "the weekday closest to the third day of the month", from "Cron expressions reference" of EventBridge, where the
 * Systems Manager page is garbled. Where a field fits no pattern it is read as its last rule, a list.
 */
export const dayRules = {
  everyDate: {
    field: fields.dayOfMonth,
    pattern: /^\*$/,
    days: (_, month) => daysOf(month),
    words: () => 'every day',
    countsWithin: 'week',
  },
  lastDay: {
    field: fields.dayOfMonth,
    pattern: /^L$/,
    days: (_, month) => [month.length],
    words: () => 'the last day',
    countsWithin: 'month',
  },
  lastWeekday: {
    field: fields.dayOfMonth,
    pattern: /^LW$/,
    days: (_, month) => nearestWeekday(month.length, month),
    words: () => 'the last weekday',
    countsWithin: 'month',
  },
  nearestWeekday: {
    field: fields.dayOfMonth,
    pattern: /^(\d+)W$/,
    days: ([day], month) => nearestWeekday(day!, month),
    words: ([day]) => `the weekday nearest to the ${ordinal(day!)}`,
    countsWithin: 'month',
  },
  dates: {
    field: fields.dayOfMonth,
    days: (numbers, month) => numbers.filter((day) => day <= month.length),
    words: (numbers) => `the ${list(ranges(numbers, ordinal))}`,
    countsWithin: 'month',
  },
  everyWeekday: {
    field: fields.dayOfWeek,
    pattern: /^\*$/,
    days: (_, month) => daysOf(month),
    words: () => 'every day',
    countsWithin: 'week',
  },
  lastDayOfTheWeek: {
    field: fields.dayOfWeek,
    pattern: /^L$/,
    days: (_, month) => daysOf(month).filter((day) => weekdayOf(day, month) === SATURDAY),
    words: () => 'every Saturday',
    countsWithin: 'week',
  },
  lastOfItsKind: {
    field: fields.dayOfWeek,
    pattern: /^(\w+)L$/,
    days: ([weekday], month) =>
      daysOf(month).filter((day) => weekdayOf(day, month) === weekday && day + 7 > month.length),
    words: ([weekday]) => `the last ${weekdayName(weekday!)}`,
    countsWithin: 'month',
  },
  nthOfItsKind: {
    field: fields.dayOfWeek,
    pattern: /^(\w+)#([1-5])$/,
    days: ([weekday, nth], month) =>
      daysOf(month).filter((day) => weekdayOf(day, month) === weekday && Math.ceil(day / 7) === nth),
    words: ([weekday, nth]) => `the ${NTH[nth! - 1]} ${weekdayName(weekday!)}`,
    countsWithin: 'month',
  },
  weekdays: {
    field: fields.dayOfWeek,
    days: (numbers, month) => daysOf(month).filter((day) => numbers.includes(weekdayOf(day, month))),
    words: (numbers) => `every ${list(ranges(numbers, weekdayName))}`,
    countsWithin: 'week',
  },
} satisfies Record<string, Rule>;

const rules = Object.entries(dayRules) as [Days['rule'], Rule][];

/**
 * Reads the two day fields, of which one says which days and the other is `?`.
 * @throws InvalidSchedule when both or neither say so, or what is said is not understood.
 */
export function parseDays(dayOfMonth: string, dayOfWeek: string): Days {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new InvalidSchedule(
      `Day-of-month is "${dayOfMonth}" and Day-of-week is "${dayOfWeek}". Say which days in one of them and put ? in the other.`,
    );
  }
  const [field, text] = dayOfWeek === '?' ? [fields.dayOfMonth, dayOfMonth] : [fields.dayOfWeek, dayOfWeek];
  const [rule, { pattern }] = rules.find(([, one]) => one.field === field && (one.pattern?.test(text) ?? true))!;
  const wildcard = pattern?.exec(text);
  return { rule, numbers: wildcard?.slice(1).map((number) => numberIn(number, field)) ?? numbersIn(text, field) };
}
