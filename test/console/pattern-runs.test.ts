/** The pages Windows, Runs and Run over a stack of the pattern: no evidence is kept, all is read from the services. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { openWindow } from '../../src/console/actions/open-window.ts';
import type { Context } from '../../src/console/view.ts';
import { run } from '../../src/console/views/run.ts';
import { runs } from '../../src/console/views/runs.ts';
import { window } from '../../src/console/views/window.ts';
import { createStack, runInstances, stackName as stack } from '../durability/stack.ts';
import { deployed, type Outputs } from '../e2e/deploy.ts';
import { until } from '../e2e/until.ts';
import { allAre } from '../fleet/fleet.ts';
import { openTestRegion, type TestRegion } from '../region.ts';

describe('the runs of the pattern', () => {
  let region: TestRegion;
  let context: Context;
  let outputs: Outputs;
  let ids: string[];

  const over = (name: string) =>
    until(
      `the run ${name} is over`,
      () => run.read(context, { stack, run: name }),
      ({ status }) => status !== 'RUNNING',
    );

  before(async () => {
    region = await openTestRegion({ time: 'real' });
    const { clients, endpoint } = region;
    const { credentials } = region.region;
    context = {
      clients: clientsFor({
        endpoint,
        credentials: async () => credentials,
        region: 'us-east-1',
        description: endpoint,
      }),
      endpoint: 'the test',
    };
    // Real time, for simulated time leaps over years where there is nothing but a window; so the machines are fast.
    ids = await runInstances(clients, 2);
    const fast = { bootSeconds: 1, shutdownSeconds: 1, patchSeconds: 1 };
    for (const id of ids) region.simulate(id, fast);
    await allAre(clients, ids, 'running');
    await clients.ec2.stopInstances({ InstanceIds: ids });
    await allAre(clients, ids, 'stopped');
    region.simulate(ids[0]!, { ...fast, pendingUpdates: 2 });
    region.simulate(ids[1]!, { ...fast, startFails: 'Client.InternalError' });
    await createStack(clients, { Schedule: 'rate(7 days)', PollIntervalSeconds: '1' });
    outputs = await deployed(clients);
  });
  after(async () => {
    for (const client of Object.values(context.clients)) client.destroy();
    await region.close();
  });

  test('to run now is to open the window, and what it started is one run', async () => {
    const { run: name } = await openWindow.carryOut(context, { stack });
    const { history } = await window.read(context, { stack });
    assert.ok(history.some(({ id }) => id === name));
    const answer = await over(name);
    assert.deepEqual([answer.kind, answer.status, answer.working], ['window', 'FAILED', 0]);
    const machines = answer.machines.toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
    assert.deepEqual(
      machines.map(({ instanceId, outcome }) => [instanceId, outcome]),
      [
        [ids[0], 'Patched'],
        [ids[1], 'WakeFailed'],
      ],
    );
    assert.deepEqual(
      machines[0]?.marks.map(({ phase }) => phase),
      ['wake', 'patch', 'stop'],
    );
    const [patched] = machines;
    assert.ok(patched!.end! > patched!.marks.at(-1)!.at);
    assert.ok(patched!.commandId);
    const { runs: list, kind } = await runs.read(context, { stack });
    assert.equal(kind, 'pattern');
    assert.deepEqual(
      list
        .filter((line) => line.name === name)
        .map((line) => [line.kind, line.total, line.outcomes.Patched, line.outcomes.WakeFailed]),
      [['window', 2, 1, 1]],
    );
  });

  test('a single execution is a run of its machine', async () => {
    const { executionArn = '' } = await context.clients.states.startExecution({
      stateMachineArn: outputs.StateMachineArn,
      input: JSON.stringify({ instanceId: ids[0] }),
    });
    const name = executionArn.split(':').at(-1)!;
    const answer = await over(name);
    assert.deepEqual(
      [answer.kind, answer.executionArn, answer.machines.map(({ outcome }) => outcome)],
      ['machine', executionArn, ['AlreadyCompliant']],
    );
    const { runs: list } = await runs.read(context, { stack });
    assert.deepEqual(list.map((line) => [line.name, line.instanceId]).slice(0, 1), [[name, ids[0]]]);
  });

  test('an opening that started nothing says so', async () => {
    const { history } = await window.read(context, { stack });
    const idle = history.find(({ details }) => details?.includes('No tasks'));
    assert.ok(idle, 'a window with a rate opens before it has a task');
    const answer = await over(idle.id);
    assert.deepEqual([answer.machines, answer.status, answer.cause], [[], 'SUCCESS', idle.details]);
  });

  test('there is no run of another name', async () => {
    await assert.rejects(run.read(context, { stack, run: 'no-such-run' }), { name: 'Failure' });
  });
});
