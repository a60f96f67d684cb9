import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { RegisterTaskWithMaintenanceWindowCommandInput } from '@aws-sdk/client-ssm';
import { eventually, instances, openWindows, windowRole } from './fixture.ts';

const wait = (minutes: number) => ({
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: minutes * 60, End: true } },
});
const fail = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No' } } };

type Task = Partial<RegisterTaskWithMaintenanceWindowCommandInput> & { definition: object };

/** A window whose tasks run these state machines. */
async function given(t: TestContext, ...tasks: Task[]) {
  const region = await openWindows(t);
  const ServiceRoleArn = await windowRole(region, 'Window', 'states:StartExecution');
  const WindowId = await region.window();
  for (const [index, { definition, ...task }] of tasks.entries()) {
    const TaskArn = await region.stateMachine(`Machine-${index}`, definition);
    await region.task(WindowId, { TaskArn, ServiceRoleArn, Targets: instances(1), ...task });
  }
  return { ...region, WindowId };
}

/** Status, and the minutes from the opening to start and end. */
function timesFrom(opening: Date) {
  const minute = (time: Date | undefined) => time && (time.getTime() - opening.getTime()) / 60_000;
  return ({ Status, StartTime, EndTime }: { Status?: string; StartTime?: Date; EndTime?: Date }) => [
    Status,
    minute(StartTime),
    minute(EndTime),
  ];
}

async function times(region: Awaited<ReturnType<typeof given>>) {
  await region.openNow(region.WindowId);
  const { execution, tasks, invocations } = await region.outcome(region.WindowId);
  const shown = timesFrom(execution.StartTime!);
  return { execution: shown(execution), tasks: tasks.map(shown), invocations: invocations.map(shown) };
}

test('tasks begin by priority, those of one priority together', async (t) => {
  const region = await given(
    t,
    { definition: wait(5), Priority: 2 },
    { definition: wait(10), Priority: 1 },
    { definition: wait(20), Priority: 1 },
    { definition: fail, Priority: 0 },
  );
  assert.deepEqual((await times(region)).tasks, [
    ['FAILED', 0, 0],
    ['SUCCESS', 0, 10],
    ['SUCCESS', 0, 20],
    ['SUCCESS', 20, 25],
  ]);
});

test('no more invocations run at once than MaxConcurrency says', async (t) => {
  const region = await given(t, { definition: wait(10), Targets: instances(5), MaxConcurrency: '40%', MaxErrors: '0' });
  assert.deepEqual((await times(region)).invocations, [
    ['SUCCESS', 0, 10],
    ['SUCCESS', 0, 10],
    ['SUCCESS', 10, 20],
    ['SUCCESS', 10, 20],
    ['SUCCESS', 20, 30],
  ]);
});

test('after more errors than MaxErrors allows nothing more is begun', async (t) => {
  const region = await given(t, { definition: fail, Targets: instances(4), MaxConcurrency: '1', MaxErrors: '1' });
  const { execution, tasks, invocations } = await times(region);
  assert.deepEqual(
    invocations.map(([status]) => status),
    ['FAILED', 'FAILED', 'CANCELLED', 'CANCELLED'],
  );
  assert.deepEqual([tasks[0]?.[0], execution[0]], ['FAILED', 'FAILED']);
});

test('invocations of several registered targets follow one target after the other', async (t) => {
  const region = await given(t);
  const { ssm } = region.clients;
  const [first, second] = instances(4)[0]!.Values!.map((id) => [{ Key: 'InstanceIds', Values: [id] }]);
  const ids: string[] = [];
  for (const Targets of [first, second]) {
    const request = { WindowId: region.WindowId, ResourceType: 'INSTANCE' as const, Targets };
    ids.push((await ssm.registerTargetWithMaintenanceWindow(request)).WindowTargetId!);
  }
  await region.task(region.WindowId, {
    TaskArn: await region.stateMachine('SSMSlow', wait(10)),
    Targets: [{ Key: 'WindowTargetIds', Values: ids }],
  });
  assert.deepEqual((await times(region)).invocations, [
    ['SUCCESS', 0, 10],
    ['SUCCESS', 10, 20],
  ]);
});

test('a tag finds stopped instances too, and none that are terminated; each runs once', async (t) => {
  const region = await given(t);
  const { ec2, ssm } = region.clients;
  const { Instances } = await ec2.runInstances({
    ImageId: 'ami-0deb1a12a0d640001',
    InstanceType: 't3.micro',
    MinCount: 3,
    MaxCount: 3,
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Dormant', Value: 'yes' }] }],
  });
  const [stopped, running, terminated] = Instances!.map(({ InstanceId }) => InstanceId!) as [string, string, string];
  await ec2.stopInstances({ InstanceIds: [stopped] });
  await ec2.terminateInstances({ InstanceIds: [terminated] });
  const register = async (Key: string, value: string) => {
    const Targets = [{ Key, Values: [value] }];
    const request = { WindowId: region.WindowId, ResourceType: 'INSTANCE' as const, Targets };
    return (await ssm.registerTargetWithMaintenanceWindow(request)).WindowTargetId!;
  };
  const targets = [await register('tag:Dormant', 'yes'), await register('InstanceIds', running)];
  await region.task(region.WindowId, {
    TaskArn: await region.stateMachine('SSMPass', { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }),
    Targets: [{ Key: 'WindowTargetIds', Values: targets }],
    TaskInvocationParameters: { StepFunctions: { Input: '{{RESOURCE_ID}}'.replace(/^|$/g, '"') } },
  });
  await region.openNow(region.WindowId);
  const { invocations } = await region.outcome(region.WindowId);
  assert.deepEqual(
    invocations.map(({ Parameters, WindowTargetId }) => [JSON.parse(Parameters!).input, WindowTargetId]),
    [
      [`"${stopped}"`, targets[0]],
      [`"${running}"`, targets[0]],
    ],
  );
});

test('a task whose targets find nothing has no invocations to execute', async (t) => {
  const region = await given(t);
  const { WindowTargetId } = await region.clients.ssm.registerTargetWithMaintenanceWindow({
    WindowId: region.WindowId,
    ResourceType: 'INSTANCE',
    Targets: [{ Key: 'tag:Dormant', Values: ['no'] }],
  });
  await region.task(region.WindowId, { Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId!] }] });
  await region.openNow(region.WindowId);
  const { execution, tasks } = await region.outcome(region.WindowId);
  assert.equal(execution.Status, 'SUCCESS');
  assert.deepEqual([tasks[0]?.Status, tasks[0]?.StatusDetails], ['SUCCESS', 'No invocations to execute.']);
});

test('at the cutoff CANCEL_TASK begins no more: what runs goes on, and the task has timed out', async (t) => {
  const region = await given(
    t,
    {
      definition: wait(40),
      Targets: instances(4),
      MaxConcurrency: '1',
      MaxErrors: '0',
      CutoffBehavior: 'CANCEL_TASK',
    },
    { definition: wait(1), Priority: 5 },
  );
  assert.deepEqual(await times(region), {
    execution: ['TIMED_OUT', 0, 80],
    tasks: [
      ['TIMED_OUT', 0, 80],
      ['TIMED_OUT', undefined, 60],
    ],
    invocations: [
      ['SUCCESS', 0, 40],
      ['SUCCESS', 40, 80],
      ['TIMED_OUT', undefined, 60],
      ['TIMED_OUT', undefined, 60],
    ],
  });
});

test('past the cutoff CONTINUE_TASK goes on to begin invocations, until the window ends', async (t) => {
  const region = await given(t, { definition: wait(50), Targets: instances(4), MaxConcurrency: '1', MaxErrors: '0' });
  assert.deepEqual(await times(region), {
    execution: ['TIMED_OUT', 0, 120],
    tasks: [['TIMED_OUT', 0, 120]],
    invocations: [
      ['SUCCESS', 0, 50],
      ['SUCCESS', 50, 100],
      ['TIMED_OUT', 100, 120],
      ['TIMED_OUT', undefined, 120],
    ],
  });
});

test('an opening during an execution is skipped as overlapping', async (t) => {
  const region = await given(t, { definition: wait(45) });
  const { ssm } = region.clients;
  const { WindowId } = region;
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  const EndDate = '2026-01-01T01:20:00Z';
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: true, Schedule: 'rate(30 minutes)', EndDate });
  const executions = await eventually(
    () => region.executions(WindowId),
    ([latest]) => latest?.EndTime?.getTime() === Date.parse('2026-01-01T01:45:00Z'),
  );
  assert.deepEqual(executions.reverse().map(timesFrom(new Date('2026-01-01T00:00:00Z'))), [
    ['SUCCESS', 0, 45],
    ['SKIPPED_OVERLAPPING', 30, 30],
    ['SUCCESS', 60, 105],
  ]);
});

test('cancelling an execution begins no further task, and waits for those in progress', async (t) => {
  // In real time, in which nobody waits for the end of this hour.
  const region = await openWindows(t, { time: 'real' });
  const { ssm, states } = region.clients;
  const WindowId = await region.window();
  await region.task(WindowId, { TaskArn: await region.stateMachine('SSMHour', wait(60)), Priority: 1 });
  await region.task(WindowId, { TaskArn: await region.stateMachine('SSMNext', wait(60)), Priority: 2 });
  await region.openNow(WindowId);
  const [begun] = await region.executions(WindowId);
  const { WindowExecutionId } = begun!;
  assert.equal(begun?.Status, 'IN_PROGRESS');

  await ssm.cancelMaintenanceWindowExecution({ WindowExecutionId });
  assert.equal((await ssm.getMaintenanceWindowExecution({ WindowExecutionId })).Status, 'CANCELLING');
  const tasks = async () =>
    (await ssm.describeMaintenanceWindowExecutionTasks({ WindowExecutionId })).WindowExecutionTaskIdentities!;
  assert.deepEqual(
    (await tasks()).map(({ Status }) => Status),
    ['IN_PROGRESS', 'CANCELLED'],
  );

  const [{ TaskExecutionId: TaskId }] = (await tasks()) as [{ TaskExecutionId: string }];
  const { WindowExecutionTaskInvocationIdentities: running } =
    await ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId });
  await states.stopExecution({ executionArn: running![0]!.ExecutionId, error: 'Enough' });
  const { execution, invocations } = await region.outcome(WindowId);
  assert.equal(execution.Status, 'CANCELLED');
  assert.deepEqual([invocations[0]?.Status, invocations[0]?.StatusDetails], ['CANCELLED', 'Enough']);

  await ssm.cancelMaintenanceWindowExecution({ WindowExecutionId });
  assert.equal((await ssm.getMaintenanceWindowExecution({ WindowExecutionId })).Status, 'CANCELLED');
});

test('what an execution consists of can be read piece by piece', async (t) => {
  const region = await given(t, { definition: wait(1), Priority: 3, MaxConcurrency: '7', MaxErrors: '10%' });
  const { ssm } = region.clients;
  await region.openNow(region.WindowId);
  const { execution, tasks, invocations } = await region.outcome(region.WindowId);
  const { WindowExecutionId } = execution;
  const TaskId = tasks[0]!.TaskExecutionId!;
  assert.deepEqual((await ssm.getMaintenanceWindowExecution({ WindowExecutionId })).TaskIds, [TaskId]);
  const task = await ssm.getMaintenanceWindowExecutionTask({ WindowExecutionId, TaskId });
  assert.deepEqual(
    [task.Type, task.ServiceRole, task.Priority, task.MaxConcurrency, task.MaxErrors, task.Status],
    ['STEP_FUNCTIONS', 'arn:aws:iam::123456789012:role/Window', 3, '7', '10%', 'SUCCESS'],
  );
  const { InvocationId } = invocations[0]!;
  const request = { WindowExecutionId, TaskId, InvocationId };
  const { $metadata: _metadata, ...invocation } = await ssm.getMaintenanceWindowExecutionTaskInvocation(request);
  assert.deepEqual(invocation, invocations[0]);
  const failed = await ssm.describeMaintenanceWindowExecutionTasks({
    WindowExecutionId,
    Filters: [{ Key: 'STATUS', Values: ['FAILED'] }],
  });
  assert.deepEqual(failed.WindowExecutionTaskIdentities, []);
  const unknown = InvocationId!.replace(/^.{8}/, '00000000');
  await assert.rejects(ssm.getMaintenanceWindowExecution({ WindowExecutionId: unknown }), {
    name: 'DoesNotExistException',
    message: `Maintenance window execution ${unknown} does not exist`,
  });
});
