import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { next, type Options, occurrences, parse } from './index.ts';

const instant = (text: string) => Date.parse(text);
const iso = (instants: Iterable<number>) => [...instants].map((value) => new Date(value).toISOString());

/** The first few occurrences after the start of 2026 in UTC, as yyyy-mm-ddThh:mm:ss. */
function firstIn2026(expression: string, howMany: number): string[] {
  const newYear = instant('2026-01-01T00:00:00Z');
  const found: number[] = [];
  for (const occurrence of occurrences(parse(expression), {
    timezone: 'UTC',
    anchor: newYear,
    from: newYear,
    to: Number.POSITIVE_INFINITY,
  })) {
    if (found.push(occurrence) === howMany) break;
  }
  return iso(found).map((text) => text.slice(0, 19));
}

describe('the examples of "Reference: Cron and rate expressions for Systems Manager"', () => {
  const examples: [expression: string, meaning: string, ...first: string[]][] = [
    ['cron(0 10 * * ? *)', '10:00 every day', '2026-01-01T10:00:00', '2026-01-02T10:00:00'],
    ['cron(15 12 * * ? *)', '12:15 every day', '2026-01-01T12:15:00', '2026-01-02T12:15:00'],
    [
      'cron(0 18 ? * MON-FRI *)',
      '18:00 on weekdays',
      '2026-01-01T18:00:00',
      '2026-01-02T18:00:00',
      '2026-01-05T18:00:00',
    ],
    ['cron(0 8 1 * ? *)', '08:00 on the 1st', '2026-01-01T08:00:00', '2026-02-01T08:00:00'],
    ['cron(0/15 * * * ? *)', 'every 15 minutes', '2026-01-01T00:00:00', '2026-01-01T00:15:00', '2026-01-01T00:30:00'],
    ['cron(0/10 * ? * MON-FRI *)', 'every 10 minutes on weekdays', '2026-01-01T00:00:00', '2026-01-01T00:10:00'],
    ['cron(0/5 8-17 ? * MON-FRI *)', 'every 5 minutes in the day', '2026-01-01T08:00:00', '2026-01-01T08:05:00'],
    ['cron(30 09 ? * * *)', '09:30 every day', '2026-01-01T09:30:00', '2026-01-02T09:30:00'],
    ['cron(24 30 09 ? * * *)', '09:30:24 every day', '2026-01-01T09:30:24', '2026-01-02T09:30:24'],
    ['cron(0 16 ? * TUE *)', '16:00 on Tuesdays', '2026-01-06T16:00:00', '2026-01-13T16:00:00'],
    [
      'cron(0 2 ? * THU#3 *)',
      'the third Thursday',
      '2026-01-15T02:00:00',
      '2026-02-19T02:00:00',
      '2026-03-19T02:00:00',
    ],
    ['cron(15 10 ? * * *)', '10:15 every day', '2026-01-01T10:15:00', '2026-01-02T10:15:00'],
    [
      'cron(15 10 ? * MON-FRI *)',
      '10:15 on weekdays',
      '2026-01-01T10:15:00',
      '2026-01-02T10:15:00',
      '2026-01-05T10:15:00',
    ],
    ['cron(0 2 L * ? *)', 'the last day', '2026-01-31T02:00:00', '2026-02-28T02:00:00', '2026-03-31T02:00:00'],
    ['cron(15 10 ? * 6L *)', 'the last Friday', '2026-01-30T10:15:00', '2026-02-27T10:15:00', '2026-03-27T10:15:00'],
    ['cron(0 0 2 ? 1/1 THU#3 *)', 'the third Thursday', '2026-01-15T02:00:00', '2026-02-19T02:00:00'],
    ['cron(0 0 0 21 1/1 ? *)', 'midnight on the 21st', '2026-01-21T00:00:00', '2026-02-21T00:00:00'],
    ['rate(30 minutes)', 'every 30 minutes', '2026-01-01T00:00:00', '2026-01-01T00:30:00', '2026-01-01T01:00:00'],
    ['rate(1 hour)', 'every hour', '2026-01-01T00:00:00', '2026-01-01T01:00:00'],
    ['rate(5 hours)', 'every 5 hours', '2026-01-01T00:00:00', '2026-01-01T05:00:00'],
    ['rate(25 days)', 'every 25 days', '2026-01-01T00:00:00', '2026-01-26T00:00:00'],
    ['at(2026-07-07T15:55:00)', 'once', '2026-07-07T15:55:00'],
  ];
  for (const [expression, meaning, ...first] of examples) {
    test(`${expression} is ${meaning}`, () => {
      assert.deepEqual(firstIn2026(expression, first.length), first);
    });
  }
});

describe('wildcards that the examples leave out', () => {
  const examples: [expression: string, meaning: string, ...first: string[]][] = [
    [
      'cron(0 2 LW * ? *)',
      'the last weekday of the month',
      '2026-01-30T02:00:00',
      '2026-02-27T02:00:00',
      '2026-03-31T02:00:00',
    ],
    [
      'cron(0 2 15W * ? *)',
      'the weekday nearest to the 15th',
      '2026-01-15T02:00:00',
      '2026-02-16T02:00:00',
      '2026-03-16T02:00:00',
    ],
    ['cron(0 2 1W AUG ? *)', 'Saturday the 1st gives Monday the 3rd', '2026-08-03T02:00:00'],
    ['cron(0 2 31W MAY ? *)', 'Sunday the 31st gives Friday the 29th', '2026-05-29T02:00:00'],
    ['cron(0 2 31W * ? *)', 'months without a 31st are left out', '2026-01-30T02:00:00', '2026-03-31T02:00:00'],
    ['cron(0 2 ? * L *)', 'the last day of the week', '2026-01-03T02:00:00', '2026-01-10T02:00:00'],
    ['cron(0 2 ? * 1 *)', '1 is Sunday', '2026-01-04T02:00:00', '2026-01-11T02:00:00'],
    [
      'cron(0 2 ? * sun#5 *)',
      'months without a fifth Sunday are left out',
      '2026-03-29T02:00:00',
      '2026-05-31T02:00:00',
    ],
    ['cron(0 2 29 2 ? *)', 'years without one are left out', '2028-02-29T02:00:00', '2032-02-29T02:00:00'],
    ['cron(0 2 31 * ? *)', 'months without one are left out', '2026-01-31T02:00:00', '2026-03-31T02:00:00'],
    [
      'cron(5/20 3 1-7/3 * ? *)',
      'steps',
      '2026-01-01T03:05:00',
      '2026-01-01T03:25:00',
      '2026-01-01T03:45:00',
      '2026-01-04T03:05:00',
    ],
    [
      'cron(0 2,14 1 JAN,jul ? 2027/5)',
      'lists',
      '2027-01-01T02:00:00',
      '2027-01-01T14:00:00',
      '2027-07-01T02:00:00',
      '2027-07-01T14:00:00',
      '2032-01-01T02:00:00',
    ],
  ];
  for (const [expression, meaning, ...first] of examples) {
    test(`${expression}: ${meaning}`, () => {
      assert.deepEqual(firstIn2026(expression, first.length), first);
    });
  }
});

describe('the examples of "Maintenance window scheduling and active period options"', () => {
  test('1: a start date only opens the period, the schedule says when', () => {
    const options = {
      timezone: 'America/Los_Angeles',
      startDate: instant('2021-01-01T00:00:00-08:00'),
      anchor: instant('2020-12-01T00:00:00Z'),
      after: instant('2020-12-01T00:00:00Z'),
    };
    // The page says January 4; that was a Monday.
    assert.equal(next(parse('cron(0 09 ? * WED *)'), options), instant('2021-01-06T09:00:00-08:00'));
  });

  test('2: a rate runs at its start date and at its interval, until the end date', () => {
    // The page's command has 00:03:15 and 00:06:15; its text, followed here, 3:15 and 6:15 AM.
    const options: Options = {
      timezone: 'Asia/Tokyo',
      anchor: instant('2018-12-20T00:00:00Z'),
      startDate: instant('2019-01-01T03:15:00+09:00'),
      endDate: instant('2019-06-30T06:15:00+09:00'),
    };
    const all = [
      ...occurrences(parse('rate(7 days)'), { ...options, from: options.anchor, to: instant('2020-01-01') }),
    ];
    assert.equal(all.length, 26);
    assert.equal(all.at(0), instant('2019-01-01T03:15:00+09:00'));
    assert.equal(all.at(-1), instant('2019-06-25T03:15:00+09:00'));
  });

  test('3: a one-time window runs once, at 15:55 UTC', () => {
    const created = instant('2020-07-01T00:00:00Z');
    const all = occurrences(parse('at(2020-07-07T15:55:00)'), {
      timezone: 'UTC',
      anchor: created,
      from: created,
      to: instant('2030-01-01'),
    });
    assert.deepEqual(iso(all), ['2020-07-07T15:55:00.000Z']);
  });

  test('4: with a schedule offset of 2 it runs two days after the third Tuesday', () => {
    const schedule = parse('cron(0 30 23 ? * TUE#3 *)');
    const created = instant('2026-01-01T00:00:00Z');
    const all = occurrences(schedule, {
      timezone: 'UTC',
      offsetDays: 2,
      anchor: created,
      from: created,
      to: instant('2026-03-01T00:00:00Z'),
    });
    assert.deepEqual(iso(all), ['2026-01-22T23:30:00.000Z', '2026-02-19T23:30:00.000Z']);
  });
});
