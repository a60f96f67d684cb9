/** What a maintenance window does while its instances are still being patched: nothing to them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../e2e/until.ts';
import { faultyServices } from './faults/faulty-services.ts';
import { type Fleet, openFleet, type Report } from './fleet.ts';

const MINUTES = 60;
const FAR = 'at(2099-01-01T00:00:00)';

describe('while an instance is patched, its window', () => {
  let fleet: Fleet;
  let onPatch: () => void = () => {};
  before(async () => {
    const listener = faultyServices(() => fleet.region.outside);
    listener.onCall = ({ call }) => call === 'lambda Invoke InstancePatchPoller' && onPatch();
    fleet = await openFleet({
      services: listener.services,
      parameters: { Duration: '2', Cutoff: '1', Canaries: '0', SweepMinutes: '1440' },
    });
  });
  after(() => fleet.close());

  const setWindow = (Schedule: string, Enabled = true) =>
    fleet.clients.ssm.updateMaintenanceWindow({ WindowId: fleet.outputs.WindowId, Schedule, Enabled });
  const openSoon = () =>
    fleet.still(() => setWindow(`at(${new Date(fleet.now() + 10 * MINUTES * 1000).toISOString().slice(0, 19)})`));
  const runs = async () => {
    const { executions = [] } = await fleet.clients.states.listExecutions({
      stateMachineArn: fleet.outputs.PatchFleetArn,
    });
    return executions.toSorted((a, b) => Number(a.startDate) - Number(b.startDate));
  };
  /** Those that began since, once there are so many and all have ended. */
  const ended = async (known: number, count: number): Promise<Report[]> => {
    const all = await until('the runs end', runs, (now) => {
      return now.length >= known + count && now.every(({ status }) => status !== 'RUNNING');
    });
    return Promise.all(all.slice(known).map(({ executionArn }) => fleet.report(executionArn!)));
  };
  const stateOf = async (id: string) =>
    (await fleet.clients.ec2.describeInstances({ InstanceIds: [id] })).Reservations![0]!.Instances![0]!.State!.Name;
  const patches = async (InstanceId: string) =>
    (await fleet.clients.ssm.listCommands({ InstanceId })).Commands!.filter(
      ({ DocumentName }) => DocumentName === 'AWS-RunPatchBaseline',
    ).length;

  test('may be due again, and others may run the fleet: it is neither stopped nor patched twice', async () => {
    const known = (await runs()).length;
    const [id = ''] = await fleet.launch([{ patchSeconds: 80 * MINUTES }]);
    const { WindowId, PatchFleetArn } = fleet.outputs;
    await setWindow('rate(30 minutes)');
    await until(
      'the window would have opened again',
      async () => (await fleet.clients.ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions!,
      (executions) => executions.some(({ Status }) => Status === 'SKIPPED_OVERLAPPING'),
    );
    await fleet.clients.states.startExecution({ stateMachineArn: PatchFleetArn, input: '{}' });
    await setWindow(FAR);
    const [first, second] = await ended(known, 2);
    assert.equal(first?.totals.outcomes.Patched, 1);
    assert.deepEqual([second?.instances[0]?.outcome, second?.instances[0]?.reason], ['Skipped', 'Leased']);
    assert.deepEqual([await stateOf(id), await patches(id)], ['stopped', 1]);
    await fleet.terminate([id]);
  });

  test('may be moved on and switched off: it is patched to the end, and stopped then', async () => {
    const known = (await runs()).length;
    const [id = ''] = await fleet.launch([{ patchSeconds: 20 * MINUTES }]);
    let moved: Promise<unknown> | undefined;
    onPatch = () => {
      moved ??= new Promise((done) => setImmediate(() => done(setWindow(FAR, false))));
    };
    await openSoon();
    const [run] = await ended(known, 1);
    onPatch = () => {};
    assert.ok(moved, 'it was moved in mid-patch');
    await moved;
    assert.equal(run?.totals.outcomes.Patched, 1);
    assert.deepEqual([await stateOf(id), await patches(id)], ['stopped', 1]);
    await fleet.terminate([id]);
  });

  test('may come to its cutoff, which cancels its tasks: what is under way goes on until its end', async () => {
    const known = (await runs()).length;
    const [id = ''] = await fleet.launch([{ patchSeconds: 80 * MINUTES }]);
    await openSoon();
    const [run] = await ended(known, 1);
    assert.equal(run?.totals.outcomes.Patched, 1);
    const { startedAt, stoppedAt } = run.instances[0] as { startedAt?: string; stoppedAt?: string };
    const minutes = (Date.parse(stoppedAt!) - Date.parse(startedAt!)) / 60_000;
    assert.ok(minutes > 60 && minutes < 105, `it was awake for ${minutes} minutes`);
    assert.equal(await stateOf(id), 'stopped');
    await fleet.terminate([id]);
  });
});
