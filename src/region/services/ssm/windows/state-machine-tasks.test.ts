import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instances, openWindows, windowRole } from './fixture.ts';

const pass = { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } };
const waitTenMinutes = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } };

test('a rate window opens as it is made, and that execution has no tasks to execute', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window({ Schedule: 'rate(30 minutes)', EndDate: '2026-01-01T00:10:00Z' });
  const [execution, ...others] = await region.executions(WindowId);
  assert.equal(others.length, 0);
  assert.equal(execution?.Status, 'SUCCESS');
  assert.equal(execution?.StatusDetails, 'No tasks to execute.');
});

test('disabling and enabling a window opens it again, now with its task', async (t) => {
  const region = await openWindows(t);
  const TaskArn = await region.stateMachine('Patch', pass);
  const ServiceRoleArn = await windowRole(region, 'Window', 'states:StartExecution');
  const WindowId = await region.window();
  const { WindowTargetId } = await region.clients.ssm.registerTargetWithMaintenanceWindow({
    WindowId,
    ResourceType: 'INSTANCE',
    Targets: instances(2),
    OwnerInformation: 'platform',
  });
  await region.task(WindowId, {
    TaskArn,
    ServiceRoleArn,
    Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId!] }],
    TaskInvocationParameters: { StepFunctions: { Input: '{ "instanceId": "{{RESOURCE_ID}}" }' } },
  });
  await region.openNow(WindowId);

  const { execution, tasks, invocations } = await region.outcome(WindowId);
  assert.deepEqual([execution.Status, execution.StatusDetails], ['SUCCESS', undefined]);
  assert.deepEqual(
    tasks.map(({ Status, TaskType }) => [Status, TaskType]),
    [['SUCCESS', 'STEP_FUNCTIONS']],
  );
  assert.deepEqual(
    invocations.map(({ Status, OwnerInformation, WindowTargetId }) => [Status, OwnerInformation, WindowTargetId]),
    [1, 2].map(() => ['SUCCESS', 'platform', WindowTargetId]),
  );
  const executions = await Promise.all(
    invocations.map(({ ExecutionId }) => region.clients.states.describeExecution({ executionArn: ExecutionId })),
  );
  assert.deepEqual(
    executions.map(({ name, input }) => [name, input]),
    invocations.map(({ InvocationId }, index) => [
      InvocationId,
      `{ "instanceId": "${instances(2)[0]!.Values![index]}" }`,
    ]),
  );
});

test('an invocation ends when the execution that it started ends', async (t) => {
  const region = await openWindows(t);
  const TaskArn = await region.stateMachine('Slow', waitTenMinutes);
  const ServiceRoleArn = await windowRole(region, 'Window', 'states:StartExecution');
  const WindowId = await region.window();
  await region.task(WindowId, { TaskArn, ServiceRoleArn, Targets: instances(1) });
  await region.openNow(WindowId);
  const { execution, invocations } = await region.outcome(WindowId);
  assert.equal(execution.Status, 'SUCCESS');
  for (const { StartTime, EndTime } of [execution, ...invocations])
    assert.equal(EndTime!.getTime() - StartTime!.getTime(), 600_000);
});

test('what a state machine fails with is what its invocation says', async (t) => {
  const region = await openWindows(t);
  const failing = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Wake', Cause: 'no capacity' } } };
  const TaskArn = await region.stateMachine('Failing', failing);
  const ServiceRoleArn = await windowRole(region, 'Window', 'states:StartExecution');
  const WindowId = await region.window();
  await region.task(WindowId, { TaskArn, ServiceRoleArn, Targets: instances(1) });
  await region.openNow(WindowId);
  const { execution, tasks, invocations } = await region.outcome(WindowId);
  assert.deepEqual(
    [execution, ...tasks, ...invocations].map(({ Status, StatusDetails }) => [Status, StatusDetails]),
    [
      ['FAILED', 'One or more tasks in the orchestration failed.'],
      ['FAILED', '1 of 1 invocations failed.'],
      ['FAILED', 'Wake: no capacity'],
    ],
  );
});

test("a role that may not start the state machine fails the invocation with IAM's words", async (t) => {
  const region = await openWindows(t);
  const TaskArn = await region.stateMachine('Patch', pass);
  const ServiceRoleArn = await windowRole(region, 'Powerless');
  const WindowId = await region.window();
  await region.task(WindowId, { TaskArn, ServiceRoleArn });
  await region.openNow(WindowId);
  const { invocations } = await region.outcome(WindowId);
  assert.equal(invocations[0]?.Status, 'FAILED');
  assert.match(
    invocations[0]?.StatusDetails ?? '',
    /^User: arn:aws:sts::123456789012:assumed-role\/Powerless\/[-0-9a-f]{36} is not authorized to perform: states:StartExecution on resource/,
  );
  assert.equal(invocations[0]?.ExecutionId, undefined);
});

test('a role that does not trust Systems Manager, or is not there, fails the invocation', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  await region.task(WindowId, { ServiceRoleArn: 'arn:aws:iam::123456789012:role/Gone' });
  await region.openNow(WindowId);
  const { invocations } = await region.outcome(WindowId);
  assert.match(invocations[0]?.StatusDetails ?? '', /ssm\.amazonaws\.com is not authorized to perform: sts:AssumeRole/);
});

test('without a role the service-linked role acts, which reaches only names that begin with SSM', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  await region.task(WindowId, { TaskArn: await region.stateMachine('SSMPatch', pass) });
  await region.task(WindowId, { TaskArn: await region.stateMachine('Patch', pass) });
  await region.openNow(WindowId);
  const { invocations } = await region.outcome(WindowId);
  assert.deepEqual(
    invocations.map(({ Status }) => Status),
    ['SUCCESS', 'FAILED'],
  );
  assert.match(invocations[1]?.StatusDetails ?? '', /allows only resources whose names begin with SSM/);
});
