/** What the console's pages of a fleet and of its machines ask and order, on simulated machines in simulated time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { actions } from '../../src/console/actions/index.ts';
import { views } from '../../src/console/views/index.ts';
import { TAG } from '../../src/maintenance/rules/tags.ts';
import { until } from '../e2e/until.ts';
import { openFleet } from '../fleet/fleet.ts';
import { testStart } from '../region.ts';

const stack = 'fleet';
/** Simulated time leaps from sweep to sweep while nothing else is to be done, so that days go by between two looks. */
const parameters = { Canaries: '0', MaxConcurrency: '10', Duration: '4', Cutoff: '0', StaleDays: '3650' };
const years = 365 * 86_400_000;

test('the pages of a fleet', async (t) => {
  const fleet = await openFleet({ parameters });
  t.after(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await fleet.close();
  });
  const { endpoint, credentials } = fleet.region;
  const clients = clientsFor({ endpoint, region: 'us-east-1', credentials: async () => credentials, description: '' });
  /** What is kept is kept for the clients, so that these see what is there now. */
  const context = () => ({ clients: { ...clients }, endpoint: 'a Region' });
  /** The second look waits for what the first leaves out. */
  const look = async () => {
    const fresh = context();
    await views.fleet.read(fresh, { stack });
    return views.fleet.read(fresh, { stack });
  };
  const ends = (executionArn: string) =>
    until(
      'the execution ends',
      () => clients.states.describeExecution({ executionArn }),
      ({ status }) => status !== 'RUNNING',
    );

  const [good = '', broken = '', held = '', excluded = ''] = await fleet.launch([
    {},
    { startFails: 'Client.InternalError' },
    {},
    {},
  ]);
  await fleet.tag([good], 'Name', 'good');
  await fleet.tag([excluded], 'wakepatch:exclude', '');

  await t.test('has a machine for each that is selected, and no outcome before any run', async () => {
    const { kind, whole, objectiveDays, machines, lastRun, gaps } = await look();
    assert.deepEqual([kind, whole, objectiveDays, lastRun, gaps], ['fleet', true, 3650, undefined, []]);
    assert.deepEqual(Object.keys(machines).sort(), [good, broken, held, excluded].sort());
    const { name, state, attention, days, outcome } = machines[good]!;
    assert.deepEqual([name, state, attention, days, outcome], ['good', 'stopped', 'stale', undefined, undefined]);
  });

  await t.test('holds a machine until a time, and refuses one that is over', async () => {
    const later = new Date(fleet.now() + 5 * years).toISOString();
    await actions.hold.carryOut(context(), { instances: [held], until: later });
    assert.equal((await look()).machines[held]?.hold, later);
    const yesterday = new Date(fleet.now() - 86_400_000).toISOString();
    await assert.rejects(
      actions.hold.carryOut(context(), { instances: [held], until: yesterday }),
      /is over; at the endpoint it is 2026/,
    );
  });

  await t.test('plans who would be woken, and why the others are not, and touches nothing', async () => {
    const { members, end, canaries } = await views.runPlan.read(context(), { stack });
    const reasons = Object.fromEntries(
      members.map(({ instanceId, admitted, reason }) => [instanceId, reason ?? admitted]),
    );
    assert.deepEqual(reasons, { [good]: true, [broken]: true, [held]: 'Held', [excluded]: 'Excluded' });
    assert.ok(Date.parse(end ?? '') > fleet.now());
    assert.equal(canaries, 0);
    assert.equal((await look()).machines[good]?.lease, undefined);
  });

  await t.test('runs the whole fleet, and shows what it came to', async () => {
    const { fleet: isFleet, executionArns } = await actions.startRun.carryOut(context(), { stack });
    assert.deepEqual([isFleet, executionArns.length], [true, 1]);
    assert.deepEqual((await look()).underWay, [executionArns[0]?.split(':').at(-1)]);
    await ends(executionArns[0]!);
    const { machines, lastRun, underWay } = await look();
    assert.deepEqual([lastRun?.name, underWay], [executionArns[0]?.split(':').at(-1), []]);
    const told = (id: string) => {
      const { outcome, reason, attention, found, missing, passedOver } = machines[id]!;
      return [outcome, reason, attention, found, missing, passedOver];
    };
    assert.deepEqual(told(good), ['Patched', 'Installed', undefined, 'stopped', 0, undefined]);
    assert.deepEqual(told(broken).slice(0, 4), ['WakeFailed', 'KeyUnusable', 'failed', 'stopped']);
    assert.deepEqual([machines[held]?.outcome, machines[held]?.reason], ['Skipped', 'Held']);
    assert.deepEqual([machines[excluded]?.reason, machines[excluded]?.passedOver], ['Excluded', 'Excluded']);
    assert.ok(Date.parse(machines[good]?.verified ?? '') > testStart);
  });

  await t.test('releases a machine, and runs it alone; others than the selected are refused', async () => {
    await actions.release.carryOut(context(), { instances: [held] });
    assert.equal((await look()).machines[held]?.hold, undefined);
    const { fleet: isFleet, executionArns } = await actions.startRun.carryOut(context(), { stack, instances: [held] });
    assert.equal(isFleet, false);
    await ends(executionArns[0]!);
    assert.equal((await look()).machines[held]?.outcome, 'Patched');
    const refused = (instances: string[]) => actions.startRun.carryOut(context(), { stack, instances });
    await assert.rejects(refused(['i-0123456789abcdef0']), /does not select i-0123456789abcdef0/);
    await assert.rejects(refused([excluded]), /is excluded: it has the tag/);
    await assert.rejects(refused(Array.from({ length: 101 }, (_, at) => `i-${at}`)), /These are 101 machines/);
  });

  await t.test('a machine tells its life: each run with its phases, packages, command and execution', async () => {
    const { line, life, patchState, lacking, instance, gaps } = await views.instance.read(context(), {
      stack,
      id: good,
    });
    assert.deepEqual([line?.outcome, life.whole, life.runs.length, gaps, lacking], ['Patched', true, 1, [], []]);
    const [run] = life.runs;
    assert.ok(run && run.startedAt! < run.readyAt! && run.sentAt! < run.patchedAt! && run.patchedAt! < run.stoppedAt!);
    assert.ok(run.changes!.some(({ name, from, to }) => name === 'openssl' && from !== to));
    assert.equal((await clients.states.describeExecution({ executionArn: run.executionArn })).status, 'SUCCEEDED');
    const { Status } = await clients.ssm.getCommandInvocation({ CommandId: run.commandId, InstanceId: good });
    assert.equal(Status, 'Success');
    assert.deepEqual([patchState?.missing, patchState?.operation], [0, 'Install']);
    assert.ok(instance!.tags.some(({ key, value }) => key === TAG.outcome && value === 'Patched Installed'));
    assert.ok(instance!.timing.patchSeconds > 0);

    const alone = await views.instance.read(context(), { stack, id: held });
    assert.deepEqual(
      alone.life.runs.map(({ outcome, run: of }) => [outcome, of]),
      [['Patched', undefined]],
    );
    assert.match(alone.life.runs[0]!.executionArn, /:execution:fleet-PatchInstance/);
    const failed = await views.instance.read(context(), { stack, id: broken });
    assert.deepEqual([failed.life.runs[0]?.reason, failed.line?.attention], ['KeyUnusable', 'failed']);
  });

  await t.test('a machine that was left awake is an alarm', async () => {
    // The sweeper would put it right, and without it time leaps to the next window.
    await actions.setWindow.carryOut(context(), { windowId: fleet.outputs.WindowId, enabled: false });
    const { events } = fleet.clients;
    for (const { Name } of (await events.listRules({})).Rules ?? []) await events.disableRule({ Name });
    await fleet.start([good]);
    await fleet.tag([good], `${TAG.lease}gone`, 'stopped 2025-12-31T00:00:00.000Z');
    assert.equal((await look()).machines[good]?.attention, 'alarm');
    const { instance } = await views.instance.read(context(), { stack, id: good });
    assert.deepEqual(
      instance?.leases.map(({ owner, expired }) => [owner, expired]),
      [['gone', true]],
    );
  });

  await t.test('what is gone from EC2 still has its life', async () => {
    await fleet.terminate([broken]);
    await until(
      'EC2 has forgotten it',
      () => views.instance.read(context(), { stack, id: broken }),
      ({ line }) => line === undefined || line.state === 'terminated',
    );
    const { life } = await views.instance.read(context(), { stack, id: broken });
    assert.equal(life.runs[0]?.reason, 'KeyUnusable');
    assert.equal((await look()).machines[broken], undefined);
  });

  await t.test('what IAM refuses is a gap that is named, and the rest is there', async () => {
    const denied = Object.assign(new Error('not authorized to perform: ssm:DescribeInstancePatchStates'), {
      name: 'AccessDeniedException',
    });
    const ssm = new Proxy(clients.ssm, {
      get: (client, member) =>
        member === 'describeInstancePatchStates' ? () => Promise.reject(denied) : Reflect.get(client, member),
    });
    const refused = { clients: { ...clients, ssm }, endpoint: '' };
    await views.fleet.read(refused, { stack });
    const { gaps, machines } = await views.fleet.read(refused, { stack });
    assert.deepEqual(gaps, [{ what: 'patch states', why: denied.message }]);
    assert.equal(machines[held]?.outcome, 'Patched');
  });

  await t.test('a stack that is not there is told of', async () => {
    await assert.rejects(views.fleet.read(context(), { stack: 'nowhere' }), /There is no stack nowhere/);
  });
});
