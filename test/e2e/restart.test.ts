/**
 * The Region is killed, as by a power cut, again and again while it deploys the stack and carries out a maintenance, and is
 * started again on the same data each time. All comes to its end as if nothing had been, and the machine was told once.
 */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { cacheDir as cacheDirectory } from '../../src/aws/data-dir.ts';
import { createDriver } from '../../src/region/machines/drivers.ts';
import type { Clients } from '../region.ts';
import { beginDeployment, deployed, stackName } from './deploy.ts';
import { describeInstance, reaches, stateOf } from './instances.ts';
import { containerEvidence, type Evidence, processesOf, simulatedEvidence } from './machine-evidence.ts';
import { commandIdOf, endOf, historyOf, openOnce, type Run, statesOf, workflowsOf } from './maintenance.ts';
import { dataDirectory, type Kind, type RegionProcess, startRegion } from './region-process.ts';
import { until } from './until.ts';

const evidenceOf: Record<'container' | 'simulated', (id: string, dataDir: string) => Promise<Evidence>> = {
  container: containerEvidence,
  simulated: simulatedEvidence,
};

/** A Region that is killed, and comes back on the same data at another port. */
async function mortalRegion(test: TestContext, machines: Kind, dataDir: string) {
  let region = await startRegion(test, { dataDir, machines });
  return {
    get clients() {
      return region.clients;
    },
    /** Kills it as soon as it has come that far. @param reached stays true from then on, so the moment is not missed */
    async dieWhen(what: string, reached: (clients: Clients) => Promise<boolean>): Promise<void> {
      await until(what, () => reached(region.clients), Boolean);
      await region.kill();
      test.diagnostic(`killed: ${what}`);
      region = await startRegion(test, { dataDir, machines });
    },
    stop: (): ReturnType<RegionProcess['stop']> => region.stop(),
  };
}

const isCreated = (logicalId: string, status: string) => async (clients: Clients) => {
  const { StackEvents = [] } = await clients.cloudformation.describeStackEvents({ StackName: stackName });
  return StackEvents.some((event) => event.LogicalResourceId === logicalId && event.ResourceStatus === status);
};

const kinds = ['container', 'simulated'] as const;
for (const machines of kinds)
  describe(`a Region on ${machines} machines that is killed at every turn`, () => {
    test('makes the stack, patches the machine once, and stops it', async (t) => {
      const dataDir = await dataDirectory(t, machines);
      await prepareImage(machines, dataDir);
      const region = await mortalRegion(t, machines, dataDir);

      await beginDeployment(region.clients, { PollIntervalSeconds: '1' });
      await region.dieWhen('its first role is made', isCreated('DemoInstanceRole', 'CREATE_COMPLETE'));
      await region.dieWhen('its instance is being made', isCreated('DemoInstance', 'CREATE_IN_PROGRESS'));
      await region.dieWhen('its functions are being made', isCreated('InstancePatcher', 'CREATE_IN_PROGRESS'));
      const { DemoInstanceId: id, ...outputs } = await deployed(region.clients);
      const evidence = await evidenceOf[machines](id, dataDir);
      t.after(() => evidence.close());

      await reaches(region.clients, id, 'running');
      await region.clients.ec2.stopInstances({ InstanceIds: [id] });
      await region.dieWhen('a person stops the instance', async () => true);
      await reaches(region.clients, id, 'stopped');

      const windowExecution = await openOnce(region.clients, outputs.WindowId);
      await region.dieWhen('the window is open', async () => true);
      const [executionArn = ''] = await workflowsOf(region.clients, windowExecution, 1);
      const entered = (state: string) => async (clients: Clients) =>
        statesOf({ events: await historyOf(clients, executionArn) }).includes(state);
      await region.dieWhen('the instance is being started', entered('Start Instance'));
      await region.dieWhen('the instance is waited for', entered('Wait for Instance'));
      await region.dieWhen('the patch command is being sent', entered('Patch Instance'));
      await region.dieWhen('packages are being installed', () => evidence.installing());
      await region.dieWhen('the instance is being stopped', entered('Stop Instance'));
      await region.dieWhen('its stop is waited for', entered('Wait for Stop'));
      const run = await endOf(region.clients, executionArn);

      assert.equal(run.status, 'SUCCEEDED', run.cause);
      assert.deepEqual(run.output, {
        instanceId: id,
        commandId: commandIdOf(run),
        foundState: 'stopped',
        state: 'stopped',
      });
      assert.equal(await stateOf(region.clients, id), 'stopped');
      assertWhole(run);
      assert.deepEqual(await evidence.installations(), [commandIdOf(run)], 'packages were installed once');
      const { Commands } = await region.clients.ssm.listCommands({ InstanceId: id });
      const sent = Commands!.filter(({ DocumentName }) => DocumentName === 'AWS-RunPatchBaseline');
      assert.deepEqual(
        sent.map(({ CommandId }) => CommandId),
        [commandIdOf(run)],
        'one patch command was sent',
      );
      await assertStackIsWhole(region.clients);
      assert.equal(await pendingUpdates(region.clients, id), 0);

      await region.stop();
      assert.deepEqual(await processesOf(dataDir), [], 'what a Region started ends with it');
    });
  });

/** The image is built before, so that the moments are moments. */
async function prepareImage(kind: Kind, dataDir: string): Promise<void> {
  const cacheDir = cacheDirectory();
  const driver = createDriver(kind, { dataDir, cacheDir, namespace: 'image', sleep: async () => {} });
  await driver.prepareImage(() => {});
  await driver.close();
}

/** Events are numbered without a gap, and each state that was entered was left. */
function assertWhole({ events }: Run): void {
  assert.deepEqual(
    events.map(({ id }) => id),
    events.map((_, index) => index + 1),
  );
  assert.equal(events.filter(({ type }) => type === 'ExecutionSucceeded').length, 1);
  const count = (end: 'Entered' | 'Exited') => events.filter(({ type }) => type?.endsWith(end)).length;
  assert.equal(count('Entered'), count('Exited'));
}

/** Every resource was made once, and of each thing there is one. */
async function assertStackIsWhole({ cloudformation, ec2, ssm, lambda, states }: Clients): Promise<void> {
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: stackName });
  assert.ok(StackResources.length > 15);
  for (const { LogicalResourceId, ResourceStatus } of StackResources)
    assert.equal(ResourceStatus, 'CREATE_COMPLETE', LogicalResourceId);
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: stackName });
  const made = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE');
  assert.equal(made.length, new Set(made.map(({ LogicalResourceId }) => LogicalResourceId)).size);

  assert.equal((await ec2.describeInstances({})).Reservations!.length, 1);
  assert.equal((await ssm.describeMaintenanceWindows({})).WindowIdentities!.length, 1);
  assert.equal((await lambda.listFunctions({})).Functions!.length, 5);
  assert.equal((await states.listStateMachines({})).stateMachines!.length, 1);
}

/** What apt on the machine would still upgrade from the security archive. */
async function pendingUpdates(clients: Clients, id: string): Promise<number> {
  await clients.ec2.startInstances({ InstanceIds: [id] });
  const { LaunchTime } = await describeInstance(clients, id);
  await until(
    'the agent reports',
    async () => (await clients.ssm.describeInstanceInformation({})).InstanceInformationList?.[0],
    (agent) => agent?.PingStatus === 'Online' && agent.LastPingDateTime! >= LaunchTime!,
  );
  const { Command } = await clients.ssm.sendCommand({
    DocumentName: 'AWS-RunShellScript',
    InstanceIds: [id],
    Parameters: { commands: ['apt-get -s dist-upgrade'] },
  });
  const invocation = { CommandId: Command!.CommandId!, InstanceId: id };
  await until(
    'apt answers',
    async () => (await clients.ssm.listCommandInvocations(invocation)).CommandInvocations?.[0]?.Status,
    (status) => status === 'Success' || status === 'Failed',
  );
  const { StandardOutputContent = '' } = await clients.ssm.getCommandInvocation(invocation);
  assert.match(StandardOutputContent, /^\d+ upgraded,/m);
  return [...StandardOutputContent.matchAll(/^Inst .*-[Ss]ecurity/gm)].length;
}
