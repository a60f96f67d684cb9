import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cron } from 'croner';
import fc from 'fast-check';
import { InvalidSchedule, next, occurrences, parse, type Schedule } from './index.ts';

/*
 * Expressions by chance, against two other answers to what they mean: croner (in UTC: at daylight saving it has rules
 * of its own), and a walk over every minute with Intl's clock. Each generated field comes with its meaning as a
 * predicate, so that neither of them rests on this folder's reading of the text.
 */

type Wall = { year: number; month: number; day: number; hour: number; minute: number };
type Generated = { text: string; matchesDate: (wall: Wall) => boolean; matchesTime: (wall: Wall) => boolean };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const dayOfWeek = ({ year, month, day }: Wall) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
const lastDay = ({ year, month }: Wall) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isWorkday = (wall: Wall) => dayOfWeek(wall) >= 2 && dayOfWeek(wall) <= 6;

/** The day nearest to one of a month that is from Monday to Friday: tried by distance, without arithmetic on weekdays. */
function nearestWorkday(wall: Wall, day: number): number | undefined {
  if (day > lastDay(wall)) return undefined;
  return [0, -1, 1, -2, 2]
    .map((distance) => day + distance)
    .find((near) => near >= 1 && near <= lastDay(wall) && isWorkday({ ...wall, day: near }));
}

type Numbers = { text: string; has: (value: number) => boolean };
const anything: Numbers = { text: '*', has: () => true };

/** Numbers of a field as *, a number, a range, a step or a list of them. */
function numbers(min: number, max: number, name: (number: number) => string = String): fc.Arbitrary<Numbers> {
  const number = fc.integer({ min, max });
  const range = fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const step = fc.integer({ min: 1, max: Math.floor(max / 2) });
  const item: fc.Arbitrary<Numbers> = fc.oneof(
    fc.constant(anything),
    number.map((only) => ({ text: name(only), has: (value: number) => value === only })),
    range.map(([from, to]) => ({
      text: `${name(from)}-${name(to)}`,
      has: (value: number) => value >= from && value <= to,
    })),
    fc.tuple(number, step).map(([from, by]) => ({
      text: `${from}/${by}`,
      has: (value: number) => value >= from && (value - from) % by === 0,
    })),
    fc.tuple(range, step).map(([[from, to], by]) => ({
      text: `${from}-${to}/${by}`,
      has: (value: number) => value >= from && value <= to && (value - from) % by === 0,
    })),
    step.map((by) => ({ text: `*/${by}`, has: (value: number) => (value - min) % by === 0 })),
  );
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({
    text: items.map(({ text }) => text).join(','),
    has: (value: number) => items.some(({ has }) => has(value)),
  }));
}

const MONTHS = ['', 'JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['', 'SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Day-of-month, Day-of-week, and what they say together. */
const days: fc.Arbitrary<{ dayOfMonth: string; dayOfWeek: string; matches: (wall: Wall) => boolean }> = fc.oneof(
  numbers(1, 31).map(({ text, has }) => ({ dayOfMonth: text, dayOfWeek: '?', matches: (wall: Wall) => has(wall.day) })),
  fc.constantFrom(
    { dayOfMonth: 'L', dayOfWeek: '?', matches: (wall: Wall) => wall.day === lastDay(wall) },
    { dayOfMonth: 'LW', dayOfWeek: '?', matches: (wall: Wall) => wall.day === nearestWorkday(wall, lastDay(wall)) },
  ),
  fc.integer({ min: 1, max: 31 }).map((day) => ({
    dayOfMonth: `${day}W`,
    dayOfWeek: '?',
    matches: (wall: Wall) => wall.day === nearestWorkday(wall, day),
  })),
  fc
    .oneof(
      numbers(1, 7),
      numbers(1, 7, (number) => DAYS[number]!),
    )
    .map(({ text, has }) => ({ dayOfMonth: '?', dayOfWeek: text, matches: (wall: Wall) => has(dayOfWeek(wall)) })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([weekday, nth]) => ({
    dayOfMonth: '?',
    dayOfWeek: `${DAYS[weekday]}#${nth}`,
    matches: (wall: Wall) => dayOfWeek(wall) === weekday && wall.day > 7 * (nth - 1) && wall.day <= 7 * nth,
  })),
  fc.integer({ min: 1, max: 7 }).map((weekday) => ({
    dayOfMonth: '?',
    dayOfWeek: `${weekday}L`,
    matches: (wall: Wall) => dayOfWeek(wall) === weekday && wall.day > lastDay(wall) - 7,
  })),
);

/** Only so: what a step without a start counts from is for each to say, and croner counts from the year 0. */
const years: fc.Arbitrary<Numbers> = fc.oneof(
  fc.constant(anything),
  fc.tuple(fc.integer({ min: 2024, max: 2034 }), fc.nat(5)).map(([from, more]) => ({
    text: `${from}-${from + more}`,
    has: (value: number) => value >= from && value <= from + more,
  })),
);

function crons(months: fc.Arbitrary<Numbers>, years: fc.Arbitrary<Numbers>): fc.Arbitrary<Generated> {
  return fc.tuple(numbers(0, 59), numbers(0, 23), days, months, years).map(([minute, hour, day, month, year]) => ({
    text: `${minute.text} ${hour.text} ${day.dayOfMonth} ${month.text} ${day.dayOfWeek} ${year.text}`,
    matchesDate: (wall) => year.has(wall.year) && month.has(wall.month) && day.matches(wall),
    matchesTime: (wall) => hour.has(wall.hour) && minute.has(wall.minute),
  }));
}

/** A wall time as the clock shows it, from milliseconds counted as if that clock showed UTC. */
function wallOf(milliseconds: number): Wall {
  const date = new Date(milliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

test('a cron expression means what croner says, and is refused if no day ever matches it', () => {
  const expressions = crons(
    fc.oneof(
      fc.constant(anything),
      numbers(1, 12, (number) => MONTHS[number]!),
    ),
    years,
  );
  const afters = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2034, 11) });

  fc.assert(
    fc.property(expressions, afters, ({ text, matchesDate }, after) => {
      const refused = outcome(() => parse(`cron(${text})`));
      if (refused instanceof Error) {
        assert.match(refused.message, /^No date is /);
        for (let day = Date.UTC(1970, 0); day < Date.UTC(2200, 0); day += DAY)
          assert.ok(!matchesDate(wallOf(day)), text);
        return;
      }
      const croner = new Cron(`0 ${text}`, { timezone: 'UTC', alternativeWeekdays: true, sloppyRanges: true });
      const expected = croner.nextRuns(5, new Date(after)).map(Number);
      assert.deepEqual(first(5, refused, after), expected, text);
    }),
    { numRuns: 500 },
  );
});

function outcome<T>(attempt: () => T): T | Error {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof InvalidSchedule) return error;
    throw error;
  }
}

function first(howMany: number, schedule: Schedule, after: number): number[] {
  const found: number[] = [];
  let occurrence = next(schedule, { timezone: 'UTC', anchor: 0, after });
  while (occurrence !== undefined && found.length < howMany) {
    found.push(occurrence);
    occurrence = next(schedule, { timezone: 'UTC', anchor: 0, after: occurrence });
  }
  return found;
}

/** Three days of a zone, from this date UTC; in most of them its clock changes on the second. */
const stretches: [timezone: string, date: string][] = [
  ['UTC', '2026-02-27'],
  ['Asia/Kathmandu', '2028-02-28'],
  ['Europe/Berlin', '2026-03-28'],
  ['Europe/Berlin', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['America/St_Johns', '2026-03-07'],
  ['America/Santiago', '2026-04-04'],
  ['America/Santiago', '2026-09-05'],
  ['Africa/Cairo', '2026-04-23'],
  ['Africa/Cairo', '2026-10-28'],
  ['Australia/Lord_Howe', '2026-04-03'],
  ['Australia/Lord_Howe', '2026-10-02'],
  ['Antarctica/Troll', '2026-03-28'],
  ['Antarctica/Troll', '2026-10-24'],
  ['Pacific/Apia', '2011-12-29'],
];

/** Every minute of a stretch, with the wall times that the clock then shows, or has jumped over, for the first time. */
function minutesOf([timezone, date]: [string, string]): { instant: number; due: number[] }[] {
  const format = new Intl.DateTimeFormat('sv', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const shown = (instant: number) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
  const start = Date.parse(date);

  let latest = shown(start - MINUTE);
  return Array.from({ length: (3 * DAY) / MINUTE }, (_, index) => {
    const instant = start + index * MINUTE;
    const due: number[] = [];
    for (; latest < shown(instant); latest += MINUTE) due.push(latest + MINUTE);
    return { instant, due };
  });
}

for (const stretch of stretches) {
  const [timezone, date] = stretch;
  test(`${timezone}, from ${date}: occurrences are those of a walk over every minute`, () => {
    const minutes = minutesOf(stretch);
    const expressions = crons(fc.constant(anything), fc.constant(anything));
    const offsets = fc.oneof(fc.constant(undefined), fc.integer({ min: 1, max: 6 }));

    fc.assert(
      fc.property(expressions, offsets, ({ text, matchesDate, matchesTime }, offsetDays) => {
        const isDue = (milliseconds: number) => {
          const wall = wallOf(milliseconds - (offsetDays ?? 0) * DAY);
          return matchesTime(wall) && matchesDate(wall);
        };
        const expected = minutes.filter(({ due }) => due.some(isDue)).map(({ instant }) => instant);

        const [from, to] = [minutes.at(0)!.instant, minutes.at(-1)!.instant];
        const found = occurrences(parse(`cron(${text})`), { timezone, anchor: 0, offsetDays, from, to });
        assert.deepEqual([...found], expected, text);
      }),
      { numRuns: 12 },
    );
  });
}
