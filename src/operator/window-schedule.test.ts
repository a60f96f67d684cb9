import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scheduleOf } from './window-schedule.ts';

const window = { WindowId: 'mw-1', Name: 'n', Enabled: true, Duration: 3, Cutoff: 1 };

describe('the schedule of a window', () => {
  test('is told in words, and its next times in its own time zone, over a change of the clocks', () => {
    const { words, upcoming } = scheduleOf(
      {
        ...window,
        Schedule: 'cron(30 3 ? * SUN *)',
        ScheduleTimezone: 'Europe/Berlin',
        NextExecutionTime: '2026-10-18T03:30+02:00',
      },
      3,
    );
    assert.equal(words, 'at 03:30 every Sunday, Europe/Berlin');
    assert.deepEqual(upcoming, ['2026-10-18T01:30:00.000Z', '2026-10-25T02:30:00.000Z', '2026-11-01T02:30:00.000Z']);
  });

  test('of a rate goes on from the time that the endpoint names', () => {
    const { words, upcoming } = scheduleOf(
      { ...window, Schedule: 'rate(7 days)', NextExecutionTime: '2026-02-01T10:11:12Z' },
      2,
    );
    assert.equal(words, 'every 7 days');
    assert.deepEqual(upcoming, ['2026-02-01T10:11:12.000Z', '2026-02-08T10:11:12.000Z']);
  });

  test('with an offset is told, and reckoned, with it', () => {
    const { words, upcoming } = scheduleOf(
      { ...window, Schedule: 'cron(0 2 ? * TUE#2 *)', ScheduleOffset: 3, NextExecutionTime: '2026-01-16T02:00Z' },
      2,
    );
    assert.equal(words, 'at 02:00, 3 days after the second Tuesday of each month, UTC');
    assert.deepEqual(upcoming, ['2026-01-16T02:00:00.000Z', '2026-02-13T02:00:00.000Z']);
  });

  test('ends with the end date, and with a time that comes once', () => {
    const once = { ...window, Schedule: 'at(2030-07-07T15:55:00)', NextExecutionTime: '2030-07-07T15:55Z' };
    assert.deepEqual(scheduleOf(once, 5).upcoming, ['2030-07-07T15:55:00.000Z']);
    const ending = {
      ...window,
      Schedule: 'rate(1 day)',
      NextExecutionTime: '2026-01-01T00:00Z',
      EndDate: '2026-01-02T12:00Z',
    };
    assert.equal(scheduleOf(ending, 5).upcoming.length, 2);
  });

  test('that is disabled has no next time, and one that nobody understands is told as it stands', () => {
    const disabled = { ...window, Enabled: false, Schedule: 'rate(1 day)', NextExecutionTime: '2026-01-01T00:00Z' };
    assert.deepEqual(scheduleOf(disabled, 5).upcoming, []);
    const foreign = { ...window, Schedule: 'moon(full)', NextExecutionTime: '2026-01-01T00:00Z' };
    assert.deepEqual([scheduleOf(foreign, 2).words, scheduleOf(foreign, 2).upcoming.length], ['moon(full)', 1]);
  });
});
