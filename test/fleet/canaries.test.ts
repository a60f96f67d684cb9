/** Those that go first: what becomes of the others when they fail, and what the others know by them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TAG } from '../../src/maintenance/rules/tags.ts';
import type { Behaviour } from '../../src/region/machines/simulated/behaviour.ts';
import { until } from '../e2e/until.ts';
import { faultyServices } from './faults/faulty-services.ts';
import { type Fleet, openFleet, type Report } from './fleet.ts';

describe('the canaries of a run', () => {
  let fleet: Fleet;
  const listener = faultyServices(() => fleet.region.outside);
  before(async () => {
    fleet = await openFleet({ services: listener.services, parameters: { Canaries: '1', MaxConcurrency: '100%' } });
  });
  after(() => fleet.close());

  /** A run of the fleet over instances that behave so, the canary first. */
  async function run(...behaviours: Behaviour[]): Promise<{ report: Report; ids: string[]; status?: string }> {
    const ids = await fleet.launch(behaviours);
    // In the order of the ids: the canary is the one that waits since the last run.
    await fleet.tag(ids.slice(0, 1), TAG.outcome, 'Skipped NotEnoughTime');
    const { executionArn } = await fleet.clients.states.startExecution({
      stateMachineArn: fleet.outputs.PatchFleetArn,
      input: '{}',
    });
    const { status } = await until(
      'the run ends',
      () => fleet.clients.states.describeExecution({ executionArn }),
      (execution) => execution.status !== 'RUNNING',
    );
    return { report: await fleet.report(executionArn!), ids, status };
  }
  const findings = ({ instances }: Report) => instances.map(({ outcome, reason }) => `${outcome} ${reason}`);

  test('tell the others what to expect, in a fleet that was never measured', async () => {
    const { report, ids } = await run({ patchSeconds: 600 }, { patchSeconds: 600 }, { patchSeconds: 600 });
    assert.deepEqual(findings(report), Array(3).fill('Patched Installed'));
    const [canary, ...rest] = report.instances as readonly {
      looks?: { patch?: number[] };
      sentAt?: string;
      patchedAt?: string;
    }[];
    assert.deepEqual(canary?.looks?.patch, []);
    const took = Math.round((Date.parse(canary.patchedAt!) - Date.parse(canary.sentAt!)) / 1000);
    for (const { looks } of rest) assert.equal(looks?.patch?.at(-1), took);
    await fleet.terminate(ids);
  });

  test('end the run when one fails: the others are not touched', async () => {
    const { report, ids, status } = await run({ diskFull: true }, {}, {});
    assert.equal(status, 'FAILED');
    assert.deepEqual(findings(report), ['PatchFailed CommandFailed', ...Array(2).fill('Skipped RunStopped')]);
    assert.ok(report.instances.slice(1).every(({ startedAt }) => startedAt === undefined));
    await fleet.terminate(ids);
  });

  test('end the run when nothing more is heard of one: its execution was killed', async () => {
    let killed: Promise<unknown> | undefined;
    listener.onCall = ({ call }) => {
      if (call === 'lambda Invoke InstancePatchPoller')
        killed ??= new Promise((done) => setImmediate(() => done(killChildren())));
    };
    const { report, ids } = await run({ patchSeconds: 600 }, {}, {});
    listener.onCall = () => {};
    await killed;
    assert.deepEqual(findings(report), ['LeftAwake Unfinished', ...Array(2).fill('Skipped RunStopped')]);
    await fleet.terminate(ids);
  });

  async function killChildren(): Promise<void> {
    const { states } = fleet.clients;
    const { executions = [] } = await states.listExecutions({
      stateMachineArn: fleet.outputs.PatchFleetArn,
      statusFilter: 'RUNNING',
    });
    for (const { executionArn } of executions)
      for (const { mapRunArn } of (await states.listMapRuns({ executionArn })).mapRuns!)
        for (const child of (await states.listExecutions({ mapRunArn })).executions!)
          await states.stopExecution({ executionArn: child.executionArn });
  }
});

test('an instance whose execution was ended and whose state machine was deleted is stopped by the sweeper', async () => {
  const fleet = await openFleet();
  try {
    const { states, ec2 } = fleet.clients;
    const { PatchInstanceArn: stateMachineArn } = fleet.outputs;
    const [instanceId = ''] = await fleet.launch([{ patchSeconds: 7200 }]);
    const { end, executionArn } = await fleet.still(async () => {
      const end = new Date(fleet.now() + 3 * 3_600_000).toISOString();
      const input = JSON.stringify({ instanceId, end });
      return { end, ...(await states.startExecution({ stateMachineArn, input })) };
    });
    const stateOf = async () =>
      (await ec2.describeInstances({ InstanceIds: [instanceId] })).Reservations![0]!.Instances![0]!;
    await until('it is woken', stateOf, ({ State }) => State!.Name === 'running');
    await states.stopExecution({ executionArn });
    await states.deleteStateMachine({ stateMachineArn });
    assert.equal((await stateOf()).State!.Name, 'running');
    await fleet.sleep(Date.parse(end) + 20 * 60_000 - fleet.now());
    const { State, Tags = [] } = await stateOf();
    assert.equal(State!.Name, 'stopped');
    assert.ok(!Tags.some(({ Key }) => Key!.startsWith(TAG.lease)));
  } finally {
    await fleet.close();
  }
});
