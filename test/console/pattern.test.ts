/** The pages of a fleet and of a machine where the stack is the pattern's, which leaves no evidence but the services' own records. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { actions } from '../../src/console/actions/index.ts';
import { views } from '../../src/console/views/index.ts';
import { stackName as stack } from '../e2e/deploy.ts';
import { deploy, find, openSimulation } from '../e2e/simulation.ts';
import { until } from '../e2e/until.ts';

test('the pages of a stack of the pattern', async (t) => {
  const simulation = await openSimulation();
  t.after(() => simulation.close());
  const { hostname, port, protocol } = await simulation.clients.ec2.config.endpoint!();
  const { credentials } = simulation.clients.ec2.config;
  const endpoint = `${protocol}//${hostname}:${port}`;
  const clients = clientsFor({ endpoint, region: 'us-east-1', credentials, description: '' });
  t.after(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  /** What is kept is kept for the clients, so that these see what is there now. */
  const context = () => ({ clients: { ...clients }, endpoint });
  /** The second look waits for what the first leaves out. */
  const look = async () => {
    const fresh = context();
    await views.fleet.read(fresh, { stack });
    return views.fleet.read(fresh, { stack });
  };
  const { DemoInstanceId: id } = await deploy(simulation);
  await find(simulation, id, 'stopped');

  await t.test('plan all that the window selects', async () => {
    const { members, end } = await views.runPlan.read(context(), { stack });
    assert.deepEqual([members.map(({ instanceId }) => instanceId), end], [[id], undefined]);
  });

  await t.test('run it, and show what its execution came to, from the executions and the patch state', async () => {
    const { fleet, executionArns } = await actions.startRun.carryOut(context(), { stack });
    assert.deepEqual([fleet, executionArns.length], [false, 1]);
    const [executionArn = ''] = executionArns;
    assert.deepEqual((await look()).underWay, [executionArn.split(':').at(-1)]);
    await until(
      'the execution ends',
      () => clients.states.describeExecution({ executionArn }),
      ({ status }) => status !== 'RUNNING',
    );
    const { kind, objectiveDays, machines } = await look();
    const { outcome, reason, found, missing, verified, attention } = machines[id]!;
    assert.deepEqual([kind, objectiveDays, outcome, reason], ['pattern', undefined, 'Patched', 'Installed']);
    assert.deepEqual([found, missing, attention, verified !== undefined], ['stopped', 0, undefined, true]);

    const { life, line } = await views.instance.read(context(), { stack, id });
    const run = life.runs.find((each) => each.executionArn === executionArn);
    assert.deepEqual([run?.outcome, run?.isClean, line?.outcome], ['Patched', true, 'Patched']);
    assert.ok(run?.changes?.some(({ name, from, to }) => name.startsWith('openssl') && from !== to));
  });

  await t.test('are not alarmed about a machine that somebody started when it was over', async () => {
    await clients.ec2.startInstances({ InstanceIds: [id] });
    const { machines } = await look();
    assert.deepEqual([machines[id]?.outcome, machines[id]?.attention], ['Patched', undefined]);
  });

  await t.test('refuse to run what the window does not select', async () => {
    const strange = actions.startRun.carryOut(context(), { stack, instances: ['i-0123456789abcdef0'] });
    await assert.rejects(strange, /does not select i-0123456789abcdef0/);
  });
});
