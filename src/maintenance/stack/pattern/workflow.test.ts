import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { rehearsePattern as rehearse } from '../../testing/rehearse-pattern.ts';
import { definition } from './definition.ts';

/** The states without the repetitions of a wait. */
const path = (states: string[]) => states.filter((state, index) => states.indexOf(state) === index);
const errorMessage = (cause: string | undefined) => JSON.parse(cause ?? '{}').errorMessage;

const WAKE_AND_PATCH = [
  'Look at Instance',
  'Wake and Patch',
  'Start Instance',
  'Wait for Instance',
  'Poll Instance',
  'Is Instance Ready?',
  'Patch Instance',
  'Wait for Patch',
  'Poll Patch',
  'Is Patch Done?',
  'Instance Patched',
];
const STOP = ['Stop Instance', 'Is Instance Stopping?', 'Wait for Stop', 'Poll Stop', 'Is Instance Stopped?'];

describe('the state machine', () => {
  afterEach(() => mock.restoreAll());

  test('reads no clock: a function is told the time of the look', () => {
    assert.doesNotMatch(JSON.stringify(definition), /\$(now|millis)\(/);
  });

  test('has no time-out as a whole, which would end it without the stop', () => {
    assert.ok(!('TimeoutSeconds' in definition));
  });

  test('wakes a stopped instance, patches it and stops it again', async () => {
    const run = await rehearse({ found: 'stopped' });
    assert.deepEqual(path(run.states), [...WAKE_AND_PATCH, ...STOP, 'Did Anything Fail?', 'Maintenance Done']);
    assert.equal(run.status, 'SUCCEEDED');
    assert.deepEqual('output' in run && run.output, {
      instanceId: 'i-0123456789abcdef0',
      commandId: 'command-1',
      foundState: 'stopped',
      state: 'stopped',
    });
    assert.equal(run.instanceState, 'stopped');
    assert.equal(run.count('SendCommand'), 1);
  });

  test('shows the command’s id in the output of "Patch Instance"', async () => {
    const run = await rehearse({ found: 'stopped' });
    assert.deepEqual(run.outputOf('Patch Instance'), {
      instanceId: 'i-0123456789abcdef0',
      commandId: 'command-1',
      operation: 'Install',
      sends: 1,
    });
  });

  test('patches an instance that was found running, and leaves it running', async () => {
    const run = await rehearse({ found: 'running' });
    assert.deepEqual(path(run.states), [
      ...WAKE_AND_PATCH,
      'Stop Instance',
      'Is Instance Stopping?',
      'Did Anything Fail?',
      'Maintenance Done',
    ]);
    assert.equal(run.instanceState, 'running');
    assert.equal(run.count('StopInstances'), 0);
  });

  test('stops an instance that was found running, with AlwaysStop', async () => {
    const run = await rehearse({ found: 'running', afterPatching: 'AlwaysStop' });
    assert.equal(run.status, 'SUCCEEDED');
    assert.equal(run.instanceState, 'stopped');
  });

  test('waits for an instance that is just stopping, and starts it then', async () => {
    const run = await rehearse({ found: 'stopping' });
    assert.equal(run.status, 'SUCCEEDED');
    assert.equal(run.instanceState, 'stopped');
    assert.equal(run.count('SendCommand'), 1);
  });

  test('spends within a day of polling far less than the events that an execution may have', async () => {
    const run = await rehearse({ found: 'stopped', patch: 'hangs' });
    assert.ok(run.events < 2000, `${run.events} events in ${run.seconds} seconds`);
  });

  describe('stops the instance and reports the first error', () => {
    const troubles = [
      ['a start that falls back', { start: 'falls back' }, 'KeyUnusable', /but is stopped: Client.InternalError/],
      ['an agent that never reports', { start: 'agent never reports' }, 'InstanceNotReady', /not reported since this/],
      ['a patch command that fails', { patch: 'Failed' }, 'PatchFailed', /ended as Failed with exit code 1/],
      ['a patch command that hangs', { patch: 'hangs' }, 'PatchNotFinished', /is InProgress, 7500 seconds after/],
    ] as const;
    for (const [what, behaviour, error, message] of troubles) {
      test(`after ${what}`, async () => {
        const run = await rehearse({ found: 'stopped', ...behaviour });
        assert.ok(run.status === 'FAILED');
        assert.equal(run.error, error);
        assert.match(errorMessage(run.cause), message);
        assert.equal(run.instanceState, 'stopped');
        assert.deepEqual(run.states.slice(-2), ['Did Anything Fail?', 'Maintenance Failed']);
      });
    }

    test('after an answer that never comes, of which AWS gives no cause', async () => {
      const run = await rehearse({ found: 'stopped', faults: [{ state: 'Start Instance', error: 'States.Timeout' }] });
      assert.ok(run.status === 'FAILED');
      assert.equal(run.error, 'States.Timeout');
      assert.equal(run.cause, '');
      assert.equal(run.instanceState, 'stopped');
    });

    test('but leaves running what was found running, also after a failure', async () => {
      const run = await rehearse({ found: 'running', patch: 'Failed' });
      assert.equal(run.status, 'FAILED');
      assert.equal(run.instanceState, 'running');
      assert.equal(run.count('StopInstances'), 0);
    });
  });

  describe('when the stop itself fails', () => {
    test('insists: three failures are nothing', async () => {
      const run = await rehearse({
        found: 'stopped',
        faults: [{ state: 'Stop Instance', error: 'AnythingAtAll', times: 3 }],
      });
      assert.equal(run.status, 'SUCCEEDED');
      assert.equal(run.instanceState, 'stopped');
    });

    test('at last says so', async () => {
      const run = await rehearse({
        found: 'stopped',
        faults: [{ state: 'Stop Instance', error: 'UnauthorizedOperation' }],
      });
      assert.ok(run.status === 'FAILED');
      assert.equal(run.error, 'UnauthorizedOperation');
      assert.equal(run.states.at(-1), 'Maintenance Failed');
      assert.ok(run.seconds > 400, 'not before ten attempts');
    });

    test('keeps the first error and adds that the instance is left awake', async () => {
      const run = await rehearse({
        found: 'stopped',
        patch: 'Failed',
        faults: [{ state: 'Stop Instance', error: 'OperationNotPermitted' }],
      });
      assert.ok(run.status === 'FAILED');
      assert.equal(run.error, 'PatchFailed');
      assert.match(run.cause ?? '', /exit code 1.* Moreover it could not be put back: OperationNotPermitted/);
    });

    test('reports an instance that does not stop in time', async () => {
      const run = await rehearse({ found: 'stopped', stop: 'hangs' });
      assert.ok(run.status === 'FAILED');
      assert.equal(run.error, 'InstanceNotStopped');
    });
  });

  test('fails without a change if the input names no instance', async () => {
    for (const input of ['no object', { instanceId: '{{RESOURCE_ID}}' }]) {
      const run = await rehearse({ found: 'stopped', input });
      assert.equal(run.status, 'FAILED');
      assert.equal(run.count('StartInstances'), 0);
    }
  });
});

describe('after a fault in any call', () => {
  afterEach(() => mock.restoreAll());

  const states = [
    'Look at Instance',
    'Start Instance',
    'Poll Instance',
    'Patch Instance',
    'Poll Patch',
    'Stop Instance',
    'Poll Stop',
  ];
  const insistent = ['Stop Instance', 'Poll Stop'];
  const refusal = 'ThrottlingException';
  const passing = [refusal, 'Lambda.Unknown'];
  const lasting = ['AccessDeniedException'];
  const situations = [
    { found: 'stopped', afterPatching: 'RestoreFoundState', ends: 'stopped' },
    { found: 'running', afterPatching: 'RestoreFoundState', ends: 'running' },
    { found: 'running', afterPatching: 'AlwaysStop', ends: 'stopped' },
  ] as const;

  for (const state of states) {
    for (const error of [...passing, ...lasting]) {
      for (const times of [1, undefined]) {
        for (const afterTheFact of error === refusal ? [false] : [false, true]) {
          const fault = { state, error, times, afterTheFact };
          const when = `${times ? 'once' : 'always'}, ${afterTheFact ? 'after' : 'before'} the work was done`;
          test(`${error} in "${state}", ${when}`, async () => {
            for (const { found, afterPatching, ends } of situations) {
              const run = await rehearse({ found, afterPatching, faults: [fault] });

              // The instance goes back, whatever happened, unless the stop never gets through.
              const begun = run.states.includes('Wake and Patch');
              const cannotStop = state === 'Stop Instance' && !times && !afterTheFact;
              if (!begun) assert.equal(run.instanceState, found);
              else if (!cannotStop) assert.equal(run.instanceState, ends);
              if (!begun) assert.equal(run.count('StartInstances'), 0);
              if (ends === 'running') assert.equal(run.count('StopInstances'), 0);
              assert.ok(run.count('SendCommand') <= 2);

              // A passing fault is overcome, any other told by its name.
              const met = run.states.includes(state);
              const overcome = times === 1 && (passing.includes(error) || insistent.includes(state));
              assert.equal(run.status, !met || overcome ? 'SUCCEEDED' : 'FAILED');
              if (run.status === 'FAILED') assert.equal(run.error, error);
            }
          });
        }
      }
    }
  }
});
