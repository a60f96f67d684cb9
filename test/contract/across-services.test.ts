/**
 * What crosses services, with the JavaScript SDK, its waiters and its paginators: the product's template on an instance that
 * was there before, from the window to the log of a function, and what the roles do not allow.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { waitUntilStackCreateComplete, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { waitUntilInstanceRunning, waitUntilInstanceStopped } from '@aws-sdk/client-ec2';
import { paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import { waitUntilCommandExecuted } from '@aws-sdk/client-ssm';
import type { TestRegion } from '../region.ts';
import { openQuickRegion } from './quick-region.ts';

const StackName = 'fleet';
/** Machines here take no time to boot. In seconds. */
const quickly = { minDelay: 1, maxDelay: 1, maxWaitTime: 60 };

let region: TestRegion;
/** Found stopped, has the tag that the stack selects by. */
let selected: string;
/** Runs, has it not. */
let stranger: string;
let outputs: Record<string, string>;

before(async () => {
  region = await openQuickRegion();
  const { cloudformation, ec2 } = region.clients;
  const profile = await managedProfile();
  [selected, stranger] = [await launch('asleep', profile), await launch('never', profile)];
  await waitUntilInstanceRunning({ client: ec2, ...quickly }, { InstanceIds: [selected, stranger] });
  await ec2.stopInstances({ InstanceIds: [selected] });
  await waitUntilInstanceStopped({ client: ec2, ...quickly }, { InstanceIds: [selected] });

  const parameters = {
    CreateDemoInstance: 'false',
    TargetTagKey: 'PatchWhen',
    TargetTagValue: 'asleep',
    PollIntervalSeconds: '1',
  };
  await cloudformation.createStack({
    StackName,
    TemplateBody: await readFile(new URL('../../templates/wakepatch.yaml', import.meta.url), 'utf8'),
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  });
  await waitUntilStackCreateComplete({ client: cloudformation, ...quickly }, { StackName });
  const [stack] = (await cloudformation.describeStacks({ StackName })).Stacks ?? [];
  outputs = Object.fromEntries((stack?.Outputs ?? []).map((one) => [one.OutputKey, one.OutputValue]));
});
after(() => region.close());

/** An instance profile with what Systems Manager needs. @returns its name */
async function managedProfile(): Promise<string> {
  const { iam } = region.clients;
  const name = 'Managed';
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.createRole({
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
  });
  await iam.attachRolePolicy({
    RoleName: name,
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
  });
  await iam.createInstanceProfile({ InstanceProfileName: name });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name });
  return name;
}

async function launch(patchWhen: string, profile: string): Promise<string> {
  const { ec2, ssm } = region.clients;
  const { Parameter } = await ssm.getParameter({ Name: '/aws/service/debian/release/12/latest/amd64' });
  const { Instances } = await ec2.runInstances({
    ImageId: Parameter?.Value,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: profile },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'PatchWhen', Value: patchWhen }] }],
  });
  return Instances?.[0]?.InstanceId ?? '';
}

async function stateOf(id: string): Promise<string | undefined> {
  const { Reservations } = await region.clients.ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

/** What `look` answers, as soon as that is anything; the test's time limit ends a wait that is in vain. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await new Promise(setImmediate);
  }
}

describe('through the JavaScript SDK', () => {
  test('the window patches what has the tag, and leaves what has not', async () => {
    const { ec2, ssm, states } = region.clients;
    const { WindowId, StateMachineArn: stateMachineArn } = outputs;
    await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
    await ssm.updateMaintenanceWindow({ WindowId, Enabled: true });

    const executionArn = await eventually(
      async () => (await states.listExecutions({ stateMachineArn })).executions?.[0]?.executionArn,
    );
    const ended = await eventually(async () => {
      const execution = await states.describeExecution({ executionArn });
      return execution.status === 'RUNNING' ? undefined : execution;
    });
    assert.equal(ended.status, 'SUCCEEDED', ended.cause);
    const { WindowExecutions: [opening] = [] } = await ssm.describeMaintenanceWindowExecutions({ WindowId });
    assert.deepEqual(JSON.parse(ended.input ?? ''), {
      instanceId: selected,
      windowExecutionId: opening?.WindowExecutionId,
    });

    const events = [];
    for await (const page of paginateGetExecutionHistory({ client: states, pageSize: 10 }, { executionArn }))
      events.push(...(page.events ?? []));
    assert.deepEqual(
      events.map(({ id }) => id),
      events.map((_, index) => index + 1),
    );
    const patch = events.find(({ stateExitedEventDetails: exited }) => exited?.name === 'Patch Instance');
    const { commandId: CommandId } = JSON.parse(patch?.stateExitedEventDetails?.output ?? '');
    const invocation = { CommandId, InstanceId: selected };
    await waitUntilCommandExecuted({ client: ssm, ...quickly }, invocation);
    const { StandardOutputContent } = await ssm.getCommandInvocation(invocation);
    assert.match(StandardOutputContent ?? '', /^Upgraded: /m);

    const { InstancePatchStates } = await ssm.describeInstancePatchStates({ InstanceIds: [selected] });
    assert.equal(InstancePatchStates?.[0]?.MissingCount, 0);
    await waitUntilInstanceStopped({ client: ec2, ...quickly }, { InstanceIds: [selected] });
    assert.equal(await stateOf(stranger), 'running');
    assert.equal((await states.listExecutions({ stateMachineArn })).executions?.length, 1);
  });

  test("a function's role stops no instance but those that the stack selects", async () => {
    const { lambda, logs } = region.clients;
    const FunctionName = outputs.InstanceStopperFunction ?? '';
    const event = { instanceId: stranger, foundState: 'stopped', afterPatching: 'RestoreFoundState' };
    const answer = await lambda.invoke({ FunctionName, Payload: JSON.stringify(event) });
    assert.equal(answer.FunctionError, 'Unhandled');
    const { errorType, errorMessage } = JSON.parse(answer.Payload?.transformToString() ?? '');
    assert.equal(errorType, 'UnauthorizedOperation');
    assert.match(errorMessage, /is not authorized to perform: ec2:StopInstances/);
    assert.equal(await stateOf(stranger), 'running');

    const logGroupName = `/aws/lambda/${StackName}`;
    const logged = await eventually(async () => {
      const { events = [] } = await logs.filterLogEvents({ logGroupName, filterPattern: 'UnauthorizedOperation' });
      return events[0]?.message;
    });
    assert.match(logged, /ec2:StopInstances/);
  });

  test('what the stack made goes with it, the instances stay', async () => {
    const { cloudformation, iam, lambda, logs, ssm, states } = region.clients;
    await cloudformation.deleteStack({ StackName });
    await waitUntilStackDeleteComplete({ client: cloudformation, ...quickly }, { StackName });
    const left = [
      (await iam.listRoles({})).Roles?.map(({ RoleName }) => RoleName),
      (await lambda.listFunctions({})).Functions,
      (await logs.describeLogGroups({})).logGroups,
      (await ssm.describeMaintenanceWindows({})).WindowIdentities,
      (await states.listStateMachines({})).stateMachines,
    ];
    assert.deepEqual(left, [['Managed'], [], [], [], []]);
    assert.deepEqual([await stateOf(selected), await stateOf(stranger)], ['stopped', 'running']);
  });
});
