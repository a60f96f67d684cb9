/** The views and orders of the pages Windows, Runs and Run, over a fleet of simulated machines in simulated time. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { setWindow } from '../../src/console/actions/set-window.ts';
import { startRun } from '../../src/console/actions/start-run.ts';
import { stopExecution } from '../../src/console/actions/stop-execution.ts';
import type { Context } from '../../src/console/view.ts';
import { calendar } from '../../src/console/views/calendar.ts';
import { type RunAnswer, run } from '../../src/console/views/run.ts';
import { runs } from '../../src/console/views/runs.ts';
import { window } from '../../src/console/views/window.ts';
import { until } from '../e2e/until.ts';
import { type Fleet, openFleet } from '../fleet/fleet.ts';

const stack = 'fleet';

describe('the runs of a fleet', () => {
  let fleet: Fleet;
  let context: Context;
  let ids: string[];
  let first: string;

  const look = (name: string) => run.read(context, { stack, run: name });
  const begin = async () => {
    const { executionArns } = await startRun.carryOut(context, { stack });
    return executionArns[0]!.split(':').at(-1)!;
  };
  const overOf = (name: string) =>
    until(
      `the run ${name} is over`,
      () => look(name),
      ({ status }) => status !== 'RUNNING',
    );
  const machineOf = ({ machines }: RunAnswer, id: string | undefined) =>
    machines.find(({ instanceId }) => instanceId === id);

  before(async () => {
    const parameters = {
      Schedule: 'cron(0 2 ? * SUN *)',
      Canaries: '1',
      Duration: '3',
      Cutoff: '1',
      SweepMinutes: '240',
    };
    fleet = await openFleet({ parameters });
    const { endpoint, credentials } = fleet.region;
    context = {
      clients: clientsFor({
        endpoint,
        credentials: async () => credentials,
        region: 'us-east-1',
        description: endpoint,
      }),
      endpoint: 'the test',
    };
    ids = (await fleet.launch([{}, {}, {}, {}])).sort();
    fleet.machines.simulate(ids[0]!, { pendingUpdates: 3 });
    fleet.machines.simulate(ids[1]!, { startFails: 'Client.InvalidKMSKey.InvalidState' });
    fleet.machines.simulate(ids[2]!, { pendingUpdates: 2, patchSeconds: 3000 });
    await fleet.tag([ids[3]!], 'wakepatch:hold', '2099-01-01');
  });
  after(async () => {
    for (const client of Object.values(context.clients)) client.destroy();
    await fleet.close();
  });

  test('before anything has run there is no run', async () => {
    assert.deepEqual(await runs.read(context, { stack }), { kind: 'fleet', runs: [], older: undefined });
  });

  test('a run that is ordered is seen while it goes on, phase by phase', async () => {
    first = await begin();
    const seen = await until(
      'one is patched',
      () => look(first),
      ({ machines, status }) =>
        status !== 'RUNNING' ||
        machines.some(({ standing, marks }) => standing === 'underWay' && marks.some(({ phase }) => phase === 'patch')),
    );
    assert.equal(seen.status, 'RUNNING');
    assert.ok(seen.working > 0);
    const moving = seen.machines.find(({ standing }) => standing === 'underWay');
    assert.equal(moving?.marks[0]?.phase, 'wake');
    // Its execution is one that there is.
    const { status } = await context.clients.states.describeExecution({ executionArn: moving?.executionArn });
    assert.ok(status);
    const { runs: list } = await runs.read(context, { stack });
    assert.deepEqual(
      list.map(({ name, status, total }) => [name, status, total]),
      [[first, 'RUNNING', 4]],
    );
  });

  test('a run that is over tells what it came to, and of each machine when it did what', async () => {
    const answer = await overOf(first);
    assert.deepEqual(
      [answer.kind, answer.status, answer.error, answer.canaries, answer.cutoffHours],
      ['fleet', 'FAILED', 'InstancesFailed', 1, 1],
    );
    assert.equal(Date.parse(answer.windowEnd!) - Date.parse(answer.began!), 3 * 3_600_000);
    assert.deepEqual(
      answer.machines.map(({ outcome, reason, canary, standing }) => [outcome, reason, canary, standing]),
      [
        ['Patched', 'Installed', true, 'ended'],
        ['WakeFailed', 'KeyUnusable', undefined, 'ended'],
        ['Patched', 'Installed', undefined, 'ended'],
        ['Skipped', 'Held', undefined, 'passedOver'],
      ],
    );
    const long = machineOf(answer, ids[2])!;
    assert.deepEqual(
      long.marks.map(({ phase }) => phase),
      ['wake', 'ready', 'patch', 'verify', 'stop'],
    );
    const [, , patch, verify] = long.marks;
    assert.ok(verify!.at - patch!.at >= 3_000_000, 'it was patched for 50 minutes');
    assert.ok(long.end! >= long.marks.at(-1)!.at);
    // From the record the same execution is found as while it ran.
    const { status } = await context.clients.states.describeExecution({ executionArn: long.executionArn });
    assert.equal(status, 'SUCCEEDED');
    assert.ok(long.commandId);
  });

  test('what is over is not read again', async () => {
    assert.equal(await look(first), await look(first));
  });

  test('the list has its totals', async () => {
    const { runs: list } = await runs.read(context, { stack });
    const [line] = list;
    assert.deepEqual(
      [
        line?.name,
        line?.status,
        line?.total,
        line?.outcomes.Patched,
        line?.outcomes.WakeFailed,
        line?.outcomes.Skipped,
      ],
      [first, 'FAILED', 4, 2, 1, 1],
    );
    assert.deepEqual(line?.staleness, { counts: [2, 0, 0, 0], never: 2, beyond: 2 });
    assert.ok(line!.packages > 0 && line!.awakeHours > 0.5);
  });

  test('the maintenance of a single machine is a run too', async () => {
    const { executionArn = '' } = await context.clients.states.startExecution({
      stateMachineArn: fleet.outputs.PatchInstanceArn,
      input: JSON.stringify({ instanceId: ids[0] }),
    });
    const name = executionArn.split(':').at(-1)!;
    const answer = await overOf(name);
    assert.deepEqual(
      [answer.kind, answer.status, answer.machines[0]?.outcome, answer.machines[0]?.instanceId],
      ['machine', 'SUCCEEDED', 'AlreadyCompliant', ids[0]],
    );
    const { runs: list } = await runs.read(context, { stack });
    assert.deepEqual(
      list.map(({ name: each, kind, instanceId }) => [each, kind, instanceId]),
      [
        [name, 'machine', ids[0]],
        [first, 'fleet', undefined],
      ],
    );
  });

  test('a run that is cancelled ends, and what it did not come to waits', async () => {
    fleet.machines.simulate(ids[0]!, { bootSeconds: 600 });
    const name = await begin();
    const seen = await until(
      'the canary is under way',
      () => look(name),
      ({ machines }) => machines.some(({ standing }) => standing === 'underWay'),
    );
    await stopExecution.carryOut(context, { executionArn: seen.executionArn! });
    const answer = await overOf(name);
    assert.deepEqual([answer.status, answer.error], ['ABORTED', 'StoppedByPerson']);
    assert.equal(machineOf(answer, ids[2])?.standing, 'waiting');
    const { runs: list } = await runs.read(context, { stack });
    assert.equal(list.find((line) => line.name === name)?.status, 'ABORTED');
  });

  test('runs of earlier days are on a page of their own', async () => {
    const { s3 } = context.clients;
    const report = { ended: '2025-06-01T03:00:00Z', selected: 1, instances: [], totals: { outcomes: {}, stale: [] } };
    for (let index = 0; index < 41; index++)
      await s3.putObject({
        Bucket: fleet.outputs.EvidenceBucketName,
        Key: `runs/2025-06-01/old-${index}/report.json`,
        Body: JSON.stringify({ ...report, began: `2025-06-01T02:00:${String(index).padStart(2, '0')}Z` }),
      });
    await s3.putObject({
      Bucket: fleet.outputs.EvidenceBucketName,
      Key: 'runs/2025-05-01/oldest/report.json',
      Body: JSON.stringify({ ...report, began: '2025-05-01T02:00:00Z' }),
    });
    const page = await runs.read(context, { stack });
    assert.ok(page.runs.some(({ name }) => name === 'old-40'));
    assert.equal(page.older, 'runs/2025-06-01/');
    const older = await runs.read(context, { stack, before: page.older });
    assert.deepEqual([older.runs.map(({ name }) => name), older.older], [['oldest'], undefined]);
    // Step Functions never knew it; its evidence is there.
    const answer = await look('oldest');
    assert.deepEqual(
      [answer.status, answer.began, answer.executionArn],
      ['SUCCEEDED', '2025-05-01T02:00:00Z', undefined],
    );
  });

  test('a run that there is not is told of', async () => {
    await assert.rejects(look('no-such-run'), { name: 'Failure' });
    await assert.rejects(look('../secret'), { name: 'Failure' });
  });

  test('the window opens when it says that it will, and its opening leads to its run', async () => {
    const told = await window.read(context, { stack });
    assert.equal(told.words, 'at 02:00 every Sunday, UTC');
    assert.deepEqual([told.enabled, told.durationHours, told.cutoffHours], [true, 3, 1]);
    const month = told.next!.slice(0, 7);
    const { openings, days } = await calendar.read(context, { stack, month, zone: 'Europe/Berlin' });
    assert.equal(openings[0], Date.parse(told.next!));
    assert.ok(days.length >= 28);
    await until(
      'it has opened',
      async () => {
        await fleet.sleep(3_600_000);
        return window.read(context, { stack });
      },
      ({ history }) => history.length > 0,
    );
    const { history } = await window.read(context, { stack });
    assert.equal(Date.parse(history[0]!.began), Date.parse(told.next!));
    const answer = await look(history[0]!.id);
    assert.equal(answer.kind, 'fleet');
    assert.ok(answer.executionArn?.includes('PatchFleet'));
  });

  test('a window that is disabled does not open', async () => {
    await setWindow.carryOut(context, { windowId: fleet.outputs.WindowId, enabled: false });
    const told = await window.read(context, { stack });
    assert.equal(told.enabled, false);
    const month = new Date(fleet.now()).toISOString().slice(0, 7);
    assert.deepEqual((await calendar.read(context, { stack, month, zone: 'UTC' })).openings, []);
  });

  test('what is no month in a time zone is refused', async () => {
    await assert.rejects(calendar.read(context, { stack, month: '2026-01', zone: 'Mars' }), { name: 'Failure' });
  });
});
