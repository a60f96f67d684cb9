import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foundState, type Instance, isGone, readiness, type Sight, stoppedness } from './instance-state.ts';
import { done, failed, waiting } from './verdict.ts';

const at = (time: string) => new Date(`2030-01-31T${time}Z`);
const wait = (seconds: number) => ({
  since: at('02:00:00'),
  now: new Date(at('02:00:00').getTime() + seconds * 1000),
  limitSeconds: 900,
  intervalSeconds: 15,
  looks: [],
});
const instance = (state: string, more: Partial<Instance> = {}): Instance => ({
  state,
  tags: {},
  stoppable: true,
  hibernated: false,
  ...more,
});
const running = instance('running', { launchTime: at('02:00:01') });
const online = { pingStatus: 'Online', lastPing: at('02:00:40'), version: '3.3.1' };
const good: Sight = { instance: running, checks: { instance: 'ok', system: 'ok' }, agent: online };
const readyAfter = (seconds: number, sight: Partial<Sight> = {}) => readiness({ ...good, ...sight }, wait(seconds));

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
      assert.equal(foundState(instance(state)), found);
      assert.equal(isGone(instance(state)), found === undefined);
    });
  }
});

describe('an instance that was started', () => {
  test('is ready once it runs, its checks have passed and its agent has reported since this start', () => {
    assert.deepEqual(readyAfter(45), done);
  });

  test('is ready when the agent reports within the second of the launch: launch times are whole seconds', () => {
    assert.deepEqual(readyAfter(45, { agent: { ...online, lastPing: running.launchTime } }), done);
  });

  test('is ready though the limit has passed: what has been reached is not given up', () => {
    assert.deepEqual(readyAfter(5000), done);
  });

  const unheard = 'it runs, but its agent has not reported since this start';
  const notYet: [string, Partial<Sight>, string][] = [
    ['pending', { instance: instance('pending') }, 'it is pending'],
    [
      'running, its machine not reached yet',
      { checks: { instance: 'initializing', system: 'ok' } },
      'it runs, but its instance status check is initializing',
    ],
    [
      'running, its host not checked yet',
      { checks: { instance: 'ok', system: undefined } },
      'it runs, but its system status check is unknown',
    ],
    ['running without an agent', { agent: undefined }, 'it runs, but has no agent that Systems Manager knows'],
    [
      'running, its agent lost',
      { agent: { pingStatus: 'ConnectionLost' } },
      'it runs, but its agent is ConnectionLost',
    ],
    ['running, its agent without a status', { agent: {} }, 'it runs, but its agent is silent'],
    ['running, its agent online since before the start', { agent: { ...online, lastPing: at('01:59:59') } }, unheard],
    ['running, its agent online without a time', { agent: { pingStatus: 'Online' } }, unheard],
    ['running, since nobody knows when', { instance: instance('running') }, unheard],
    ['rebooted, its agent online since before that', { rebootedAt: at('02:00:41') }, unheard],
  ];
  for (const [what, sight, because] of notYet) {
    test(`${what}: not ready yet`, () => {
      assert.deepEqual(readyAfter(899, sight), waiting(because));
    });
    test(`${what}: given up at the limit`, () => {
      const told = failed('InstanceNotReady', `${because}, 900 seconds after the wait began`);
      assert.deepEqual(readyAfter(900, sight), told);
    });
  }

  test('whose check is impaired is given up at the limit under that name: it may still be mended', () => {
    const checks = { instance: 'impaired', system: 'ok' };
    assert.equal(readyAfter(899, { checks }).kind, 'waiting');
    assert.deepEqual(
      readyAfter(900, { checks }),
      failed(
        'StatusChecksFailed',
        'it runs, but its instance status check is impaired, 900 seconds after the wait began',
      ),
    );
  });

  test('and is stopped again fell back, in EC2’s own words', () => {
    const reason = 'Server.InsufficientInstanceCapacity: Insufficient capacity';
    assert.deepEqual(
      readyAfter(15, { instance: instance('stopped', { reason }) }),
      failed('StartFellBack', `it was started, but is stopped: ${reason}`),
    );
    assert.deepEqual(
      readyAfter(15, { instance: instance('stopping') }),
      failed('StartFellBack', 'it was started, but is stopping: EC2 gives no reason'),
    );
  });

  for (const reason of ['Client.InternalError: Client error on launch', 'Client.InvalidKMSKey.InvalidState: Disabled'])
    test(`and is stopped again for the key of its volume is told so: ${reason}`, () => {
      assert.deepEqual(
        readyAfter(15, { instance: instance('stopped', { reason }) }),
        failed('KeyUnusable', `it was started, but is stopped: ${reason}`),
      );
    });

  test('may still be shown as stopped for the first seconds', () => {
    assert.deepEqual(readyAfter(9, { instance: instance('stopped') }), waiting('it is stopped'));
  });

  test('and is being terminated never gets ready', () => {
    for (const state of ['shutting-down', 'terminated'])
      assert.deepEqual(readyAfter(1, { instance: instance(state) }), failed('InstanceTerminated', `it is ${state}`));
  });
});

describe('an agent that is not of the latest version', () => {
  const old = { agent: { ...online, isLatestVersion: false } };

  test('is believed at the second look, if it is the same by then: it updates itself right after the boot', () => {
    assert.deepEqual(readyAfter(45, { ...old, versionBefore: '' }), waiting('its agent may be updating itself'));
    assert.deepEqual(readyAfter(60, { ...old, versionBefore: '3.3.0' }), waiting('its agent may be updating itself'));
    assert.deepEqual(readyAfter(75, { ...old, versionBefore: '3.3.1' }), done);
  });

  test('is believed at once where nobody remembers the look before', () => {
    assert.deepEqual(readyAfter(45, old), done);
  });

  test('is no question where it is the latest', () => {
    assert.deepEqual(readyAfter(45, { agent: { ...online, isLatestVersion: true }, versionBefore: '' }), done);
  });
});

describe('an instance that was told to stop', () => {
  test('has stopped when it is stopped, or gone altogether', () => {
    for (const state of ['stopped', 'shutting-down', 'terminated'])
      assert.deepEqual(stoppedness(instance(state), wait(1)), done);
  });

  test('is waited for until the limit', () => {
    assert.deepEqual(stoppedness(instance('stopping'), wait(899)), waiting('it is stopping'));
    assert.deepEqual(
      stoppedness(instance('stopping'), wait(900)),
      failed('InstanceNotStopped', 'it is stopping, 900 seconds after the wait began'),
    );
  });
});
