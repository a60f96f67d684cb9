import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { next, occurrences, parse } from './index.ts';

/** All occurrences between two dates (midnight UTC), as the clock of the zone shows them, with its offset. */
function shown(expression: string, timezone: string, from: string, to: string, offsetDays?: number): string[] {
  const format = new Intl.DateTimeFormat('sv', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  const offset = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'shortOffset' });
  return [
    ...occurrences(parse(expression), {
      timezone,
      anchor: 0,
      offsetDays,
      from: Date.parse(from),
      to: Date.parse(to) - 1,
    }),
  ].map((instant) => {
    const zoneName = offset.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
    return `${format.format(instant)} ${zoneName!.value}`;
  });
}

describe('where clocks go forward (Berlin, 2026-03-29, from 02:00 to 03:00)', () => {
  const weekend = ['Europe/Berlin', '2026-03-28', '2026-03-31'] as const;

  test('what is due at a time that the clock never shows comes when the clock jumps over it', () => {
    assert.deepEqual(shown('cron(30 2 * * ? *)', ...weekend), [
      '2026-03-28 02:30:00 GMT+1',
      '2026-03-29 03:00:00 GMT+2',
      '2026-03-30 02:30:00 GMT+2',
    ]);
  });

  test('what the clock jumps over and what is due right then are one occurrence', () => {
    assert.deepEqual(shown('cron(0 1-4 29 3 ? *)', ...weekend), [
      '2026-03-29 01:00:00 GMT+1',
      '2026-03-29 03:00:00 GMT+2',
      '2026-03-29 04:00:00 GMT+2',
    ]);
  });

  test('several that the clock jumps over are one occurrence', () => {
    assert.deepEqual(shown('cron(0/15 2 29 3 ? *)', ...weekend), ['2026-03-29 03:00:00 GMT+2']);
  });

  test('it is still to come in the last millisecond before, and past when the clock has jumped', () => {
    const berlin = { timezone: 'Europe/Berlin', anchor: 0 };
    const jump = Date.parse('2026-03-29T03:00:00+02:00');
    const schedule = parse('cron(30 2 * * ? *)');
    assert.equal(next(schedule, { ...berlin, after: jump - 1 }), jump);
    assert.equal(next(schedule, { ...berlin, after: jump }), Date.parse('2026-03-30T02:30:00+02:00'));
  });

  test('an at() that the clock never shows comes too', () => {
    assert.deepEqual(shown('at(2026-03-29T02:30:00)', ...weekend), ['2026-03-29 03:00:00 GMT+2']);
  });

  test('a schedule offset may lead into the gap', () => {
    assert.deepEqual(shown('cron(30 2 28 3 ? *)', ...weekend, 1), ['2026-03-29 03:00:00 GMT+2']);
  });
});

describe('where clocks go back (Berlin, 2026-10-25, from 03:00 to 02:00)', () => {
  const weekend = ['Europe/Berlin', '2026-10-24', '2026-10-27'] as const;

  test('what is due at a time that the clock shows twice comes the first time only', () => {
    assert.deepEqual(shown('cron(30 2 * * ? *)', ...weekend), [
      '2026-10-24 02:30:00 GMT+2',
      '2026-10-25 02:30:00 GMT+2',
      '2026-10-26 02:30:00 GMT+1',
    ]);
  });

  test('in the repeated hour it is past, also for a window created then and a schedule offset', () => {
    const anchor = Date.parse('2026-10-25T02:15:00+01:00');
    const schedule = parse('cron(30 2 25 10 ? *)');
    const options = { timezone: 'Europe/Berlin', anchor, after: anchor };
    assert.equal(next(schedule, options), Date.parse('2027-10-25T02:30:00+02:00'));
    assert.equal(next(schedule, { ...options, offsetDays: 1 }), Date.parse('2027-10-26T02:30:00+02:00'));
  });

  test('so there is a pause of an hour in what comes every half an hour', () => {
    assert.deepEqual(shown('cron(0/30 1-3 25 10 ? *)', ...weekend), [
      '2026-10-25 01:00:00 GMT+2',
      '2026-10-25 01:30:00 GMT+2',
      '2026-10-25 02:00:00 GMT+2',
      '2026-10-25 02:30:00 GMT+2',
      '2026-10-25 03:00:00 GMT+1',
      '2026-10-25 03:30:00 GMT+1',
    ]);
  });
});

test('midnight comes on a day that begins at 01:00 (Santiago, 2026-09-06)', () => {
  assert.deepEqual(shown('cron(0 0 * * ? *)', 'America/Santiago', '2026-09-05', '2026-09-08'), [
    '2026-09-05 00:00:00 GMT-4',
    '2026-09-06 01:00:00 GMT-3',
    '2026-09-07 00:00:00 GMT-3',
  ]);
});

test('a change of half an hour is no different (Lord Howe, 2026-10-04, from 02:00 to 02:30)', () => {
  assert.deepEqual(shown('cron(15 2 ? * SUN *)', 'Australia/Lord_Howe', '2026-10-03', '2026-10-05'), [
    '2026-10-04 02:30:00 GMT+11',
  ]);
});

test('a day that a zone leaves out is not lost (Samoa, no 2011-12-30)', () => {
  assert.deepEqual(shown('cron(0 9 30 12 ? *)', 'Pacific/Apia', '2011-12-28', '2012-01-02'), [
    '2011-12-31 00:00:00 GMT+14',
  ]);
});

test('a daily schedule comes on each day of a year, in every zone that has one', () => {
  for (const timezone of ['Europe/Berlin', 'America/New_York', 'Africa/Casablanca', 'Asia/Kathmandu', 'UTC']) {
    const days = shown('cron(30 2 * * ? 2026)', timezone, '2025-12-31', '2027-01-02').map((text) => text.slice(0, 10));
    assert.equal(days.length, 365);
    assert.equal(new Set(days).size, 365);
  }
});
