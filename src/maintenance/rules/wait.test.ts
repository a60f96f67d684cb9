import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { waiting } from './verdict.ts';
import { elapsedSeconds, pauseSeconds, unlessTooLate } from './wait.ts';

const since = new Date('2030-01-31T02:00:00.000Z');
const wait = (seconds: number, intervalSeconds: number, expectedSeconds = 0) => ({
  since,
  now: new Date(since.getTime() + seconds * 1000),
  limitSeconds: 24 * 3600,
  intervalSeconds,
  expectedSeconds,
});

test('elapsed time is counted in seconds', () => {
  assert.equal(elapsedSeconds({ since, now: new Date('2030-01-31T02:01:30.500Z') }), 90.5);
});

describe('the pause until the next look', () => {
  test('grows with the root of the time waited, in whole seconds, up to a minute', () => {
    assert.equal(pauseSeconds(wait(30, 15)), 20); // √(2 · 6.6 · 30) = 19.9
    assert.equal(pauseSeconds(wait(120, 15)), 40);
    assert.equal(pauseSeconds(wait(300, 15)), 60);
    assert.equal(pauseSeconds(wait(7200, 15)), 60);
  });

  test('never falls below the interval', () => {
    assert.equal(pauseSeconds(wait(0, 15)), 15);
    assert.equal(pauseSeconds(wait(7200, 300)), 300);
  });

  test('goes straight to shortly before the end of the time that it took the last time', () => {
    assert.equal(pauseSeconds(wait(0, 15, 900)), 855);
    assert.equal(pauseSeconds(wait(800, 5, 900)), 55);
  });

  test('is even around that time, and grows again when it takes longer', () => {
    assert.equal(pauseSeconds(wait(855, 15, 900)), 25); // √(2 · 6.6 · 45) = 24.4
    assert.equal(pauseSeconds(wait(945, 15, 900)), 25);
    assert.equal(pauseSeconds(wait(1020, 15, 900)), 40);
  });

  test('is always a whole number of seconds that Step Functions can wait, and never ends later than is cheap', () => {
    const times = fc.integer({ min: 0, max: 86_400 });
    const intervals = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(times, intervals, times, (elapsed, interval, expected) => {
        const pause = pauseSeconds(wait(elapsed, interval, expected));
        const latest = Math.max(interval, 60, Math.ceil(0.95 * expected - elapsed));
        assert.ok(Number.isInteger(pause) && pause >= interval && pause <= latest, `${pause}`);
      }),
    );
  });

  test('keeps a day of looking each second within an execution’s 25,000 events', () => {
    const EVENTS_A_LOOK = 9; // entering and leaving Wait, Task and Choice, and the task scheduled, started, succeeded
    let looks = 0;
    for (let elapsed = 0; elapsed < 24 * 3600; looks++) elapsed += pauseSeconds(wait(elapsed, 1));
    assert.ok(looks * EVENTS_A_LOOK < 15_000, `${looks} looks`);
  });

  test('spends few looks on a patch of a quarter of an hour: three when it was measured, else 20', () => {
    const looks = (expected: number) => {
      let count = 0;
      for (let elapsed = 0; elapsed < 900; count++) elapsed += pauseSeconds(wait(elapsed, 15, expected));
      return count;
    };
    assert.ok(looks(900) <= 3, `${looks(900)} looks`);
    assert.ok(looks(0) <= 20, `${looks(0)} looks`);
  });
});

describe('at the limit', () => {
  test('waiting becomes the named failure, which tells what was waited for', () => {
    const limited = { ...wait(900, 15), limitSeconds: 900 };
    assert.deepEqual(unlessTooLate(waiting('it is pending'), limited, 'InstanceNotReady'), {
      kind: 'failed',
      error: 'InstanceNotReady',
      because: 'it is pending, 900 seconds after the wait began',
    });
  });

  test('what is there is not given up', () => {
    assert.deepEqual(unlessTooLate({ kind: 'done' }, wait(100_000, 15), 'InstanceNotReady'), { kind: 'done' });
  });
});
