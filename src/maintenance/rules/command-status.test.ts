import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PatchWait, patchProgress } from './command-status.ts';
import type { Agent } from './instance-state.ts';
import { done, failed, waiting } from './verdict.ts';

const since = new Date('2030-01-31T02:00:00Z');
const after = (seconds: number) => new Date(since.getTime() + seconds * 1000);
const wait = (seconds: number, more: Partial<PatchWait> = {}): PatchWait => ({
  since,
  now: after(seconds),
  limitSeconds: 7500,
  intervalSeconds: 15,
  looks: [],
  ...more,
});
const online: Agent = { pingStatus: 'Online', lastPing: since, version: '3.3.1' };

describe('a patch command', () => {
  test('has done its work when it says Success, however late and whatever became of the agent', () => {
    assert.deepEqual(patchProgress({ status: 'Success' }, online, wait(100)), done);
    const tooLate = wait(9000, { latest: after(60), silenceLimitSeconds: 60, agentVersion: '1.0' });
    assert.deepEqual(patchProgress({ status: 'Success' }, undefined, tooLate), done);
  });

  for (const status of ['Pending', 'InProgress', 'Delayed', 'Cancelling']) {
    test(`is waited for while it is ${status}, until the limit`, () => {
      assert.deepEqual(patchProgress({ status }, online, wait(7499)), waiting(`its patch command is ${status}`));
      assert.deepEqual(
        patchProgress({ status }, online, wait(7500)),
        failed('PatchNotFinished', `its patch command is ${status}, 7500 seconds after the wait began`),
      );
    });
  }

  test('is waited for while Run Command does not know it yet, until the limit', () => {
    assert.deepEqual(patchProgress({}, online, wait(1)), waiting('its patch command is not known yet'));
    assert.equal(patchProgress({}, online, wait(7500)).kind, 'failed');
  });

  for (const [status, error] of [
    ['Failed', 'PatchFailed'],
    ['TimedOut', 'PatchTimedOut'],
    ['Cancelled', 'PatchCancelled'],
    ['SomethingNew', 'PatchFailed'],
  ] as const) {
    test(`that ended as ${status} is ${error}`, () => {
      assert.deepEqual(
        patchProgress({ status, responseCode: 1 }, online, wait(100)),
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
      online,
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

describe('at the end of the window', () => {
  const latest = after(600);

  test('an unfinished command is given up in time for the stop', () => {
    assert.equal(patchProgress({ status: 'InProgress' }, online, wait(599, { latest })).kind, 'waiting');
    assert.deepEqual(
      patchProgress({ status: 'InProgress' }, online, wait(600, { latest })),
      failed('WindowEnded', 'its patch command is InProgress when the window ends'),
    );
  });

  test('a command that failed before is told as what it is', () => {
    const verdict = patchProgress({ status: 'Failed' }, online, wait(9000, { latest }));
    assert.ok(verdict.kind === 'failed' && verdict.error === 'PatchFailed');
  });
});

describe('an agent that falls silent', () => {
  const silence = { silenceLimitSeconds: 900 };
  const silent: Agent = { pingStatus: 'ConnectionLost', lastPing: after(100) };

  test('may be rebooting, and is given its time', () => {
    assert.equal(patchProgress({ status: 'InProgress' }, silent, wait(999, silence)).kind, 'waiting');
  });

  test('and does not come back in it is lost', () => {
    assert.deepEqual(
      patchProgress({ status: 'InProgress' }, silent, wait(1000, silence)),
      failed('AgentLost', 'its agent is silent, for 900 seconds now'),
    );
  });

  test('is waited for to the limit where no time is set', () => {
    assert.equal(patchProgress({ status: 'InProgress' }, silent, wait(7000)).kind, 'waiting');
  });

  test('is not silent while it is online, though its last ping is old', () => {
    assert.equal(patchProgress({ status: 'InProgress' }, online, wait(2000, silence)).kind, 'waiting');
  });
});

describe('a command is lost', () => {
  const known = { agentVersion: '3.3.1' };
  const isLost = (status: string | undefined, agent: Agent, seconds: number, more: Partial<PatchWait> = known) => {
    const verdict = patchProgress({ status }, agent, wait(seconds, more));
    return verdict.kind === 'failed' && verdict.error === 'CommandLost' && verdict.because;
  };

  test('when the agent has replaced itself since: the new one knows nothing of it', () => {
    const updated = { ...online, version: '3.3.2' };
    assert.equal(isLost('InProgress', updated, 300), 'its patch command is lost: its agent was 3.3.1 and is 3.3.2');
  });

  test('when it was not taken for five minutes though the agent is online', () => {
    assert.equal(isLost('Pending', online, 299), false);
    assert.equal(
      isLost('Pending', online, 300),
      'its patch command is lost: it is Pending, though its agent is online',
    );
    assert.equal(
      isLost('Delayed', online, 300),
      'its patch command is lost: it is Delayed, though its agent is online',
    );
    assert.equal(
      isLost(undefined, online, 300),
      'its patch command is lost: it is unknown, though its agent is online',
    );
  });

  test('not while the agent that took it is at work', () => {
    assert.equal(isLost('InProgress', online, 7000), false);
  });

  test('not while the agent is away, which it is during a reboot', () => {
    assert.equal(isLost('InProgress', { pingStatus: 'ConnectionLost', version: '3.3.2', lastPing: since }, 300), false);
  });

  test('never where nobody asked for the agent’s version', () => {
    assert.equal(isLost('Pending', online, 7000, {}), false);
  });
});
