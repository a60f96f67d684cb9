/** A person interferes: the instance is not left awake, and the execution says what it came upon. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FaultBench, openFaultBench } from './fault-bench.ts';

describe('a person', () => {
  let bench: FaultBench;
  before(async () => {
    bench = await openFaultBench();
  });
  after(() => bench.close());

  const instance = () => ({ InstanceIds: [bench.id] });

  test('stops it while it starts', async () => {
    const run = await bench.maintenance(() => {
      bench.faults.start = async (machine) => {
        await bench.machines.start(machine);
        await bench.clients.ec2.stopInstances(instance());
      };
    });
    await bench.failed(run, { error: 'StartFellBack', cause: /User initiated/, state: 'Poll Instance' });
  });

  test('stops it in the middle of the patching', async () => {
    const run = await bench.maintenance(() =>
      bench.inInstallation(async (install) => {
        await bench.clients.ec2.stopInstances(instance());
        return install();
      }),
    );
    await bench.failed(run, { error: 'PatchFailed', cause: /stopped|went down/, state: 'Poll Patch' });
  });

  test('cancels the patch command', async () => {
    const { ssm } = bench.clients;
    const run = await bench.maintenance(() =>
      bench.inInstallation(async (install) => {
        const { Commands } = await ssm.listCommands({ InstanceId: bench.id });
        const running = Commands!.find(({ Status }) => Status === 'InProgress');
        // Asked again for what the installation has come to, it is being cancelled already.
        if (running) await ssm.cancelCommand({ CommandId: running.CommandId! });
        return install();
      }),
    );
    await bench.failed(run, { error: 'PatchCancelled', cause: /Cancelled/, state: 'Poll Patch' });
  });
});

describe('a person terminates the instance', () => {
  const moments = {
    'while it starts': [
      (bench: FaultBench, terminate: () => Promise<unknown>) => {
        bench.faults.start = async (machine) => {
          await bench.machines.start(machine);
          await terminate();
        };
      },
      'InstanceTerminated',
    ],
    'in the middle of the patching': [
      (bench: FaultBench, terminate: () => Promise<unknown>) =>
        bench.inInstallation(async (install) => {
          await terminate();
          return install();
        }),
      'PatchFailed',
    ],
  } as const;
  for (const [moment, [putIn, error]] of Object.entries(moments))
    test(moment, async (t) => {
      const bench = await openFaultBench();
      t.after(() => bench.close());
      const { ec2 } = bench.clients;
      const run = await bench.maintenance(() =>
        putIn(bench, () => ec2.terminateInstances({ InstanceIds: [bench.id] })),
      );
      assert.equal(run.status, 'FAILED');
      assert.equal(run.error, error, run.cause);
      assert.equal(await bench.machines.status(bench.id), 'absent');
    });
});
