import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSsm } from '../fixture.ts';
import { eventually, windowRole } from './fixture.ts';

test('a command is sent to each instance, and its end is the end of the invocation', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const managed = await region.managed();
  const away = 'i-0123456789abcdef0';
  const ServiceRoleArn = await windowRole(region, 'Window', 'ssm:SendCommand');
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'Nightly',
    Schedule: 'at(2000-01-01T00:00:00)',
    Duration: 2,
    Cutoff: 1,
    AllowUnassociatedTargets: true,
  });
  const shell = (...commands: string[]) =>
    ssm.registerTaskWithMaintenanceWindow({
      WindowId,
      TaskType: 'RUN_COMMAND',
      TaskArn: 'AWS-RunShellScript',
      ServiceRoleArn,
      Targets: [{ Key: 'InstanceIds', Values: [managed, away] }],
      MaxConcurrency: '1',
      MaxErrors: '100%',
      TaskInvocationParameters: { RunCommand: { Comment: '{{WINDOW_ID}}', Parameters: { commands } } },
    });
  await shell('echo {{WINDOW_EXECUTION_ID}}');
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  const once = { Schedule: 'rate(3650 days)', EndDate: '2030-01-01T00:00:00Z' };
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: true, ...once });

  const execution = await eventually(
    async () => (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions?.[0],
    ({ EndTime }) => EndTime !== undefined,
  );
  const { WindowExecutionId } = execution;
  const { TaskIds } = await ssm.getMaintenanceWindowExecution({ WindowExecutionId });
  const { WindowExecutionTaskInvocationIdentities: invocations } =
    await ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId: TaskIds![0] });
  assert.deepEqual(
    invocations!.map(({ Status, StatusDetails }) => [Status, StatusDetails]),
    [
      ['SUCCESS', undefined],
      ['FAILED', `Instances [[${away}]] not in a valid state for account 123456789012`],
    ],
  );
  assert.deepEqual(JSON.parse(invocations![0]!.Parameters!), {
    documentName: 'AWS-RunShellScript',
    instanceIds: [managed],
    parameters: { commands: [`echo ${WindowExecutionId}`] },
    comment: WindowId,
  });
  const CommandId = invocations![0]!.ExecutionId;
  const command = await ssm.getCommandInvocation({ CommandId, InstanceId: managed });
  assert.equal(command.StandardOutputContent?.trim(), WindowExecutionId);
  assert.equal(command.Comment, WindowId);
});
