/** A machine breaks: the instance ends stopped, and the execution fails with what went wrong first. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MachineError } from '../../src/region/machines/driver.ts';
import { type FaultBench, openFaultBench } from './fault-bench.ts';
import { reaches } from './instances.ts';
import { commandIdOf, failedIn } from './maintenance.ts';
import { missingPatches } from './simulation.ts';

describe('the machine', () => {
  let bench: FaultBench;
  before(async () => {
    bench = await openFaultBench();
  });
  after(() => bench.close());

  test('has no fault: it is patched and stopped', async () => {
    const run = await bench.maintenance();
    assert.equal(run.status, 'SUCCEEDED', run.cause);
    assert.equal(await missingPatches(bench, bench.id), 0);
    await bench.stopped();
  });

  test('does not start', async () => {
    const run = await bench.maintenance({ startFails: 'Server.InternalError' });
    await bench.failed(run, { error: 'StartFellBack', cause: /Internal error on launch/, state: 'Poll Instance' });
  });

  test('does not start, for the key of its volume may not be used', async () => {
    const run = await bench.maintenance({ startFails: 'Client.InternalError' });
    await bench.failed(run, { error: 'KeyUnusable', cause: /Client error on launch/, state: 'Poll Instance' });
  });

  test('goes down again right after its start', async () => {
    const run = await bench.maintenance(() => {
      bench.faults.start = async (machine) => {
        await bench.machines.start(machine);
        await bench.machines.stop(machine);
      };
    });
    await bench.failed(run, { error: 'StartFellBack', cause: /it was started, but is stopp/, state: 'Poll Instance' });
  });

  test('never boots: its status check tells', async () => {
    const run = await bench.maintenance({ neverBoots: true });
    await bench.failed(run, {
      error: 'StatusChecksFailed',
      cause: /instance status check is impaired, 900 seconds after the wait began/,
      state: 'Poll Instance',
    });
  });

  test('boots, but its agent never reports', async () => {
    const run = await bench.maintenance({ agent: 'never' });
    await bench.failed(run, {
      error: 'InstanceNotReady',
      cause: /its agent .*, 900 seconds after the wait began/,
      state: 'Poll Instance',
    });
  });

  const breaks = (code: 'CommandLost' | 'CommandRefused' | 'CommandTimedOut', message: string) => () =>
    bench.inInstallation(async () => {
      throw new MachineError(code, message);
    });

  const troubles = [
    ['has a full disk', { diskFull: true }, 'PatchFailed', /exit code 100.*enough free space/],
    ['does not reach the package archive', { noNetwork: true }, 'PatchFailed', /Failed to fetch/],
    ['loses the command', breaks('CommandLost', 'It went down.'), 'PatchFailed', /went down while step install/],
    ['has no room for the command', breaks('CommandRefused', 'Its disk is full.'), 'PatchFailed', /Its disk is full/],
    [
      'takes too long',
      breaks('CommandTimedOut', 'It was killed.'),
      'PatchTimedOut',
      /still running when its time was over/,
    ],
    [
      'is switched off in the middle of the patching',
      () =>
        bench.inInstallation(async (install) => {
          const installed = install();
          installed.catch(() => {});
          await bench.machines.stop(bench.id);
          return installed;
        }),
      'PatchFailed',
      /went down|was stopped/,
    ],
    ['hangs', { patchHangs: true }, 'PatchTimedOut', /time was over/],
    ['loses its agent', { agent: 'goesInPatch' }, 'PatchNotFinished', /7500 seconds after the wait began/],
    [
      'does not come back from the reboot',
      () => {
        bench.faults.reboot = async (machine) => {
          await bench.machines.stop(machine);
          throw new MachineError('StartFailed', 'It finds no kernel. Repair its disk.');
        };
      },
      'PatchFailed',
      /was stopped/,
    ],
    ['is never heard of again after the reboot', { rebootHangs: true }, 'PatchTimedOut', /time was over/],
  ] as const;
  for (const [what, fault, error, cause] of troubles)
    test(what, async () => {
      const run = await bench.maintenance(fault);
      await bench.failed(run, { error, cause, state: 'Poll Patch' });
      assert.ok(commandIdOf(run), 'the command is named, so that its output can be read');
    });

  test('does not shut down at first', async () => {
    let tries = 0;
    const run = await bench.maintenance(() => {
      bench.faults.stop = async (machine) => {
        tries += 1;
        if (tries < 4) throw new Error('the engine is busy');
        await bench.machines.stop(machine);
      };
    });
    assert.equal(run.status, 'SUCCEEDED', run.cause);
    assert.equal(tries, 4);
    await bench.stopped();
  });

  test('does not shut down in time: that is said, and it is gone on with until it does', async () => {
    const run = await bench.maintenance(() => {
      bench.faults.stop = async () => {
        throw new Error('the engine hangs');
      };
    });
    assert.equal(run.status, 'FAILED');
    assert.equal(run.error, 'InstanceNotStopped');
    assert.equal(failedIn(run), 'Poll Stop');
    await reaches(bench.clients, bench.id, 'stopped');
    await bench.stopped();
  });

  test('shuts down, but whether it has may no longer be asked', async () => {
    const mend: (() => Promise<void>)[] = [];
    const run = await bench.maintenance(() => {
      bench.faults.stop = async (machine) => {
        mend.push(await bench.deny('InstanceStateActionRoleForLambda', 'ec2:DescribeInstances'));
        await bench.machines.stop(machine);
      };
      return () => mend[0]?.();
    });
    await bench.failed(run, { error: 'UnauthorizedOperation', cause: /DescribeInstances/, state: 'Poll Stop' });
  });

  test('is mended: the next maintenance succeeds', async () => {
    const run = await bench.maintenance();
    assert.equal(run.status, 'SUCCEEDED', run.cause);
    assert.equal(await missingPatches(bench, bench.id), 0);
    await bench.stopped();
  });
});
