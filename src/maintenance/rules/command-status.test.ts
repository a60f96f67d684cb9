import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { patchProgress } from './command-status.ts';
import { done, failed, waiting } from './verdict.ts';

const since = new Date('2030-01-31T02:00:00Z');
const wait = (seconds: number) => ({
  since,
  now: new Date(since.getTime() + seconds * 1000),
  limitSeconds: 7500,
  intervalSeconds: 15,
});

describe('a patch command', () => {
  test('has done its work when it says Success', () => {
    assert.deepEqual(patchProgress({ status: 'Success' }, wait(100)), done);
    assert.deepEqual(patchProgress({ status: 'Success' }, wait(9000)), done);
  });

  for (const status of ['Pending', 'InProgress', 'Delayed', 'Cancelling']) {
    test(`is waited for while it is ${status}, until the limit`, () => {
      assert.deepEqual(patchProgress({ status }, wait(7499)), waiting(`its patch command is ${status}`));
      assert.deepEqual(
        patchProgress({ status }, wait(7500)),
        failed('PatchNotFinished', `its patch command is ${status}, 7500 seconds after the wait began`),
      );
    });
  }

  test('is waited for while Run Command does not know it yet, until the limit', () => {
    assert.deepEqual(patchProgress({}, wait(1)), waiting('its patch command is not known yet'));
    assert.equal(patchProgress({}, wait(7500)).kind, 'failed');
  });

  for (const [status, error] of [
    ['Failed', 'PatchFailed'],
    ['TimedOut', 'PatchTimedOut'],
    ['Cancelled', 'PatchCancelled'],
    ['SomethingNew', 'PatchFailed'],
  ] as const) {
    test(`that ended as ${status} is ${error}`, () => {
      assert.deepEqual(
        patchProgress({ status, responseCode: 1 }, wait(100)),
        failed(error, `its patch command ended as ${status} with exit code 1`),
      );
    });
  }

  test('that failed is told with the details and the end of its standard error', () => {
    const verdict = patchProgress(
      {
        status: 'TimedOut',
        statusDetails: 'Delivery Timed Out',
        responseCode: -1,
        standardError: `${'x'.repeat(5000)}\nE: Could not get lock\n`,
      },
      wait(100),
    );
    assert.ok(verdict.kind === 'failed');
    assert.match(
      verdict.because,
      /^its patch command ended as Delivery Timed Out with exit code -1: x+\nE: Could not get lock$/,
    );
    assert.ok(verdict.because.length < 600);
  });
});
