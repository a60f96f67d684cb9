import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { waiting } from './verdict.ts';
import { elapsedSeconds, pauseSeconds, unlessTooLate } from './wait.ts';

const since = new Date('2030-01-31T02:00:00.000Z');
const after = (seconds: number) => new Date(since.getTime() + seconds * 1000);
const wait = (seconds: number, intervalSeconds: number, looks: readonly number[] = []) => ({
  since,
  now: after(seconds),
  limitSeconds: 24 * 3600,
  intervalSeconds,
  looks,
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

  test('leads to the next of the moments that are worth a look', () => {
    assert.equal(pauseSeconds(wait(0, 15, [150, 873])), 150);
    assert.equal(pauseSeconds(wait(150, 15, [150, 873])), 723);
    assert.equal(pauseSeconds(wait(868, 5, [150, 873])), 5);
    assert.equal(pauseSeconds(wait(868, 15, [150, 873])), 15);
  });

  test('is short after the last of them, and grows again', () => {
    assert.equal(pauseSeconds(wait(873, 15, [150, 873])), 25); // √(2 · 6.6 · 44) = 24.0
    assert.equal(pauseSeconds(wait(907, 15, [150, 873])), 33);
    assert.equal(pauseSeconds(wait(2000, 15, [150, 873])), 60);
  });

  test('ends when something has to be done, whatever is worth a look', () => {
    const latest = after(600);
    assert.equal(pauseSeconds({ ...wait(150, 15, [150, 873]), latest }), 450);
    assert.equal(pauseSeconds({ ...wait(580, 15), latest }), 20);
    assert.equal(pauseSeconds({ ...wait(700, 15), latest }), 15);
  });

  test('is always a whole number of seconds that Step Functions can wait, and never ends later than is cheap', () => {
    const times = fc.integer({ min: 0, max: 86_400 });
    const intervals = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(times, intervals, times, (elapsed, interval, look) => {
        const pause = pauseSeconds(wait(elapsed, interval, look ? [look] : []));
        const latest = Math.max(interval, 60, look - elapsed);
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

  test('spends 20 looks on a patch of a quarter of an hour of which nothing is known', () => {
    let looks = 0;
    for (let elapsed = 0; elapsed < 900; looks++) elapsed += pauseSeconds(wait(elapsed, 15));
    assert.ok(looks <= 20, `${looks} looks`);
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
