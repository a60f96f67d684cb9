import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instances, openWindows } from './fixture.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const byTag = [{ Key: 'tag:Team', Values: ['web', 'search'] }];
const role = 'arn:aws:iam::123456789012:role/Window';
const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:Patch';

test('a target is registered, listed, changed, replaced and taken away', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const WindowId = await region.window();
  const given = { OwnerInformation: 'platform', Name: 'Dormant', Description: 'All of it', Targets: byTag };
  const { WindowTargetId } = await ssm.registerTargetWithMaintenanceWindow({
    WindowId,
    ResourceType: 'INSTANCE',
    ...given,
  });
  assert.match(WindowTargetId!, uuid);
  const listed = async () => (await ssm.describeMaintenanceWindowTargets({ WindowId })).Targets;
  assert.deepEqual(await listed(), [{ WindowId, WindowTargetId, ResourceType: 'INSTANCE', ...given }]);

  const names = { WindowId, WindowTargetId };
  const { $metadata: _, ...changed } = await ssm.updateMaintenanceWindowTarget({ ...names, Name: 'Asleep' });
  assert.deepEqual(changed, { ...names, ...given, Name: 'Asleep' });
  await assert.rejects(ssm.updateMaintenanceWindowTarget({ ...names, Replace: true }), /Targets is required/);
  await ssm.updateMaintenanceWindowTarget({ ...names, Replace: true, Targets: instances(2) });
  assert.deepEqual(await listed(), [{ ...names, ResourceType: 'INSTANCE', Targets: instances(2) }]);

  await ssm.deregisterTargetFromMaintenanceWindow(names);
  assert.deepEqual(await listed(), []);
  await assert.rejects(ssm.deregisterTargetFromMaintenanceWindow(names), {
    name: 'DoesNotExistException',
    message: `Maintenance window target ${WindowTargetId} does not exist`,
  });
});

test('a target that a task refers to stays when it is to be taken away safely', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const WindowId = await region.window();
  const { WindowTargetId } = await ssm.registerTargetWithMaintenanceWindow({
    WindowId,
    ResourceType: 'INSTANCE',
    Targets: byTag,
  });
  await region.task(WindowId, { Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId!] }] });
  await assert.rejects(ssm.deregisterTargetFromMaintenanceWindow({ WindowId, WindowTargetId, Safe: true }), {
    name: 'TargetInUseException',
  });
  await ssm.deregisterTargetFromMaintenanceWindow({ WindowId, WindowTargetId, Safe: false });
});

test('targets by resource group are of their own type', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const WindowId = await region.window();
  const register = (ResourceType: 'INSTANCE' | 'RESOURCE_GROUP', ...keys: string[]) =>
    ssm.registerTargetWithMaintenanceWindow({
      WindowId,
      ResourceType,
      Targets: keys.map((Key) => ({ Key, Values: ['Web'] })),
    });
  const [name, types] = ['resource-groups:Name', 'resource-groups:ResourceTypeFilters'];
  await register('RESOURCE_GROUP', name, types);
  await assert.rejects(register('INSTANCE', name), { name: 'ValidationException' });
  await assert.rejects(register('RESOURCE_GROUP', 'tag:Team'), { name: 'ValidationException' });
  await assert.rejects(register('RESOURCE_GROUP', types), {
    name: 'ValidationException',
    message: /resource-groups:Name/,
  });
});

test('a task is registered, read, listed, changed, replaced and taken away', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const WindowId = await region.window();
  const given = {
    Targets: instances(2),
    TaskArn: machine,
    ServiceRoleArn: role,
    Priority: 1,
    MaxConcurrency: '50%',
    MaxErrors: '1',
    Name: 'PatchInstance',
    Description: 'Each by itself',
    CutoffBehavior: 'CANCEL_TASK' as const,
  };
  const TaskInvocationParameters = { StepFunctions: { Input: '{"id":"{{RESOURCE_ID}}"}', Name: '{{INVOCATION_ID}}' } };
  const { WindowTaskId } = await ssm.registerTaskWithMaintenanceWindow({
    WindowId,
    TaskType: 'STEP_FUNCTIONS',
    TaskInvocationParameters,
    ...given,
  });
  const names = { WindowId, WindowTaskId };
  const { $metadata: _get, ...task } = await ssm.getMaintenanceWindowTask(names);
  assert.deepEqual(task, { ...names, TaskType: 'STEP_FUNCTIONS', TaskInvocationParameters, ...given });
  const { Tasks } = await ssm.describeMaintenanceWindowTasks({
    WindowId,
    Filters: [{ Key: 'TaskArn', Values: [machine] }],
  });
  assert.deepEqual(Tasks, [{ ...names, Type: 'STEP_FUNCTIONS', ...given }]);

  const { $metadata: _update, ...changed } = await ssm.updateMaintenanceWindowTask({ ...names, Priority: 7 });
  assert.deepEqual(changed, { ...names, TaskInvocationParameters, ...given, Priority: 7 });
  await assert.rejects(ssm.updateMaintenanceWindowTask({ ...names, Replace: true }), /TaskArn is required/);
  await ssm.updateMaintenanceWindowTask({ ...names, Replace: true, TaskArn: `${machine}2`, ServiceRoleArn: role });
  const { $metadata: _replaced, ...replaced } = await ssm.getMaintenanceWindowTask(names);
  assert.deepEqual(replaced, {
    ...names,
    TaskType: 'STEP_FUNCTIONS',
    TaskArn: `${machine}2`,
    ServiceRoleArn: role,
    Targets: [],
    Priority: 0,
    MaxConcurrency: '1',
    MaxErrors: '1',
  });

  await ssm.deregisterTaskFromMaintenanceWindow(names);
  await assert.rejects(ssm.getMaintenanceWindowTask(names), { name: 'DoesNotExistException' });
});

test('the payload of a function goes in and comes out as bytes', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  const Payload = Buffer.from('{"id":"{{RESOURCE_ID}}","städte":1}');
  const WindowTaskId = await region.task(WindowId, {
    TaskType: 'LAMBDA',
    TaskArn: 'SSMPatch',
    TaskInvocationParameters: { Lambda: { Payload, Qualifier: '$LATEST' } },
  });
  const task = await region.clients.ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId });
  const lambda = task.TaskInvocationParameters?.Lambda;
  assert.deepEqual(Buffer.from(lambda!.Payload!), Payload);
  assert.equal(lambda?.Qualifier, '$LATEST');
  assert.equal(
    task.ServiceRoleArn,
    'arn:aws:iam::123456789012:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM',
  );
});

const step = { TaskType: 'STEP_FUNCTIONS' as const, TaskArn: machine };
const command = { TaskType: 'RUN_COMMAND' as const, TaskArn: 'AWS-RunShellScript' };
const limits = { MaxConcurrency: '1', MaxErrors: '0' };
const refused: [string, object, { name: string; message: RegExp }][] = [
  [
    'a task of type AUTOMATION',
    { ...step, TaskType: 'AUTOMATION' },
    { name: 'NotImplemented', message: /maintenance window tasks of type AUTOMATION/ },
  ],
  [
    'LoggingInfo',
    { ...step, LoggingInfo: { S3BucketName: 'logs', S3Region: 'us-east-1' } },
    { name: 'NotImplemented', message: /the parameter LoggingInfo\.S3BucketName/ },
  ],
  [
    'the output bucket of a command',
    { ...command, TaskInvocationParameters: { RunCommand: { OutputS3BucketName: 'logs' } } },
    { name: 'NotImplemented', message: /TaskInvocationParameters\.RunCommand\.OutputS3BucketName/ },
  ],
  [
    'concurrency without targets',
    { ...step, MaxConcurrency: '2' },
    { name: 'ValidationException', message: /without targets don't support MaxConcurrency values/ },
  ],
  [
    'errors without targets',
    { ...step, MaxErrors: '2' },
    { name: 'ValidationException', message: /without targets don't support MaxErrors values/ },
  ],
  [
    'targets without a limit of errors',
    { ...step, Targets: instances(1), MaxConcurrency: '1' },
    { name: 'ValidationException', message: /with targets require a MaxErrors value/ },
  ],
  [
    'a concurrency of none',
    { ...step, ...limits, Targets: instances(1), MaxConcurrency: '0' },
    { name: 'ValidationException', message: /'maxConcurrency' .* regular expression/ },
  ],
  [
    'a command without targets',
    command,
    { name: 'ValidationException', message: /One or more targets must be specified/ },
  ],
  [
    'the id of the instance in a command',
    {
      ...command,
      ...limits,
      Targets: instances(1),
      TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['echo {{RESOURCE_ID}}'] } } },
    },
    { name: 'ValidationException', message: /{{RESOURCE_ID}} can't be used with Run Command tasks/ },
  ],
  [
    'parameters of another type of task',
    { ...step, TaskInvocationParameters: { RunCommand: { Comment: 'hello' } } },
    { name: 'ValidationException', message: /RunCommand does not match the task type STEP_FUNCTIONS/ },
  ],
  [
    'a target by tag',
    { ...step, ...limits, Targets: byTag },
    { name: 'ValidationException', message: /'tag:Team' is not valid for a task/ },
  ],
  [
    'a target that is not registered',
    { ...step, ...limits, Targets: [{ Key: 'WindowTargetIds', Values: ['e32eecb2-646c-4f4b-8ed1-205fb0000000'] }] },
    { name: 'DoesNotExistException', message: /target e32eecb2-646c-4f4b-8ed1-205fb0000000 does not exist/ },
  ],
];
test('a task is refused with', async (t) => {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  const WindowId = await region.window();
  for (const [what, request, error] of refused)
    await t.test(what, () =>
      assert.rejects(ssm.registerTaskWithMaintenanceWindow({ WindowId, ...step, ...request }), error),
    );
  assert.deepEqual((await ssm.describeMaintenanceWindowTasks({ WindowId })).Tasks, []);
});

test('a window that does not allow unassociated targets takes only instances that are registered', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window({ AllowUnassociatedTargets: false });
  await assert.rejects(region.task(WindowId, { Targets: instances(2) }), {
    name: 'ValidationException',
    message: /i-0{17} is not registered as a target/,
  });
  await region.clients.ssm.registerTargetWithMaintenanceWindow({
    WindowId,
    ResourceType: 'INSTANCE',
    Targets: instances(2),
  });
  await region.task(WindowId, { Targets: instances(2) });
});

test('registering again with the same token registers nothing', async (t) => {
  const region = await openWindows(t);
  const WindowId = await region.window();
  const first = await region.task(WindowId, { ClientToken: 'once' });
  assert.equal(await region.task(WindowId, { ClientToken: 'once' }), first);
  await assert.rejects(region.task(WindowId, { ClientToken: 'once', Priority: 3 }), {
    name: 'IdempotentParameterMismatch',
  });
});
