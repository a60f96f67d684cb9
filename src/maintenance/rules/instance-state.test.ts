import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Agent, foundState, type Instance, isGone, readiness, stoppedness } from './instance-state.ts';
import { done, failed, waiting } from './verdict.ts';

const at = (time: string) => new Date(`2030-01-31T${time}Z`);
const wait = (seconds: number) => ({
  since: at('02:00:00'),
  now: new Date(at('02:00:00').getTime() + seconds * 1000),
  limitSeconds: 900,
  intervalSeconds: 15,
});
const running: Instance = { state: 'running', launchTime: at('02:00:01') };
const online: Agent = { pingStatus: 'Online', lastPing: at('02:00:40') };

describe('the state in which an instance is found', () => {
  for (const [state, found] of [
    ['running', 'running'],
    ['pending', 'running'],
    ['stopped', 'stopped'],
    ['stopping', 'stopped'],
    ['shutting-down', undefined],
    ['terminated', undefined],
  ] as const) {
    test(`${state}: ${found ?? 'gone'}`, () => {
      assert.equal(foundState({ state }), found);
      assert.equal(isGone({ state }), found === undefined);
    });
  }
});

describe('an instance that was started', () => {
  test('is ready once it runs and its agent has reported since this start', () => {
    assert.deepEqual(readiness(running, online, wait(45)), done);
  });

  test('is ready when the agent reports within the second of the launch: launch times are whole seconds', () => {
    assert.deepEqual(readiness(running, { ...online, lastPing: running.launchTime }, wait(45)), done);
  });

  test('is ready though the limit has passed: what has been reached is not given up', () => {
    assert.deepEqual(readiness(running, online, wait(5000)), done);
  });

  const notYet: [string, Instance, Agent | undefined, string][] = [
    ['pending', { state: 'pending' }, online, 'it is pending'],
    ['running without an agent', running, undefined, 'it runs, but has no agent that Systems Manager knows'],
    ['running, its agent lost', running, { pingStatus: 'ConnectionLost' }, 'it runs, but its agent is ConnectionLost'],
    ['running, its agent without a status', running, {}, 'it runs, but its agent is silent'],
    [
      'running, its agent online since before the start',
      running,
      { ...online, lastPing: at('01:59:59') },
      'it runs, but its agent has not reported since this start',
    ],
    [
      'running, its agent online without a time',
      running,
      { pingStatus: 'Online' },
      'it runs, but its agent has not reported since this start',
    ],
  ];
  for (const [what, instance, agent, because] of notYet) {
    test(`${what}: not ready yet`, () => {
      assert.deepEqual(readiness(instance, agent, wait(899)), waiting(because));
    });
    test(`${what}: given up at the limit`, () => {
      const told = failed('InstanceNotReady', `${because}, 900 seconds after the wait began`);
      assert.deepEqual(readiness(instance, agent, wait(900)), told);
    });
  }

  test('and is stopped again fell back, in EC2’s own words', () => {
    const instance = { state: 'stopped', reason: 'Client.InternalError: Client error on launch' };
    assert.deepEqual(
      readiness(instance, undefined, wait(15)),
      failed('StartFellBack', 'it was started, but is stopped: Client.InternalError: Client error on launch'),
    );
    assert.deepEqual(
      readiness({ state: 'stopping' }, online, wait(15)),
      failed('StartFellBack', 'it was started, but is stopping: EC2 gives no reason'),
    );
  });

  test('may still be shown as stopped for the first seconds', () => {
    assert.deepEqual(readiness({ state: 'stopped' }, undefined, wait(9)), waiting('it is stopped'));
  });

  test('and is being terminated never gets ready', () => {
    for (const state of ['shutting-down', 'terminated']) {
      assert.deepEqual(readiness({ state }, online, wait(1)), failed('InstanceTerminated', `it is ${state}`));
    }
  });
});

describe('an instance that was told to stop', () => {
  test('has stopped when it is stopped, or gone altogether', () => {
    for (const state of ['stopped', 'shutting-down', 'terminated'])
      assert.deepEqual(stoppedness({ state }, wait(1)), done);
  });

  test('is waited for until the limit', () => {
    assert.deepEqual(stoppedness({ state: 'stopping' }, wait(899)), waiting('it is stopping'));
    assert.deepEqual(
      stoppedness({ state: 'stopping' }, wait(900)),
      failed('InstanceNotStopped', 'it is stopping, 900 seconds after the wait began'),
    );
  });
});
