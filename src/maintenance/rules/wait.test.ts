import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { elapsedSeconds, pauseSeconds } from './wait.ts';

const since = new Date('2030-01-31T02:00:00.000Z');
const wait = (seconds: number, intervalSeconds: number) => ({
  since,
  now: new Date(since.getTime() + seconds * 1000),
  limitSeconds: 24 * 3600,
  intervalSeconds,
});

test('elapsed time is counted in seconds', () => {
  assert.equal(elapsedSeconds({ since, now: new Date('2030-01-31T02:01:30.500Z') }), 90.5);
});

describe('the pause until the next look', () => {
  test('is the interval asked for', () => {
    assert.equal(pauseSeconds(wait(0, 15)), 15);
    assert.equal(pauseSeconds(wait(300, 15)), 15);
  });

  test('grows to 5 % of the time waited, in whole seconds, up to a minute', () => {
    assert.equal(pauseSeconds(wait(301, 15)), 16);
    assert.equal(pauseSeconds(wait(1200, 15)), 60);
    assert.equal(pauseSeconds(wait(7200, 15)), 60);
  });

  test('never falls below the interval', () => {
    assert.equal(pauseSeconds(wait(7200, 300)), 300);
  });

  test('keeps a day of looking each second within an execution’s 25,000 events', () => {
    const EVENTS_A_LOOK = 9; // entering and leaving Wait, Task and Choice, and the task scheduled, started, succeeded
    let looks = 0;
    for (let elapsed = 0; elapsed < 24 * 3600; looks++) elapsed += pauseSeconds(wait(elapsed, 1));
    assert.ok(looks * EVENTS_A_LOOK < 15_000, `${looks} looks`);
  });
});
