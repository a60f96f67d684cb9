import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { RegisterTaskWithMaintenanceWindowCommandInput } from '@aws-sdk/client-ssm';
import { createProfile, launch, pingStatus, profile } from '../fixture.ts';
import { eventually, openWindows, windowRole } from './fixture.ts';

/** The document's own time-out, an hour, is the time of the cutoff: these tests need longer. */
const parametersOf = (commands: string[]) => ({ commands, executionTimeout: ['7000'] });

/** Runs a shell script as the task of a window, by a role that is allowed these actions, and waits for what comes of it. */
async function runInWindow(
  t: TestContext,
  given: { commands: string[]; actions: string[]; others?: string[] } & Pick<
    RegisterTaskWithMaintenanceWindowCommandInput,
    'CutoffBehavior'
  >,
) {
  const region = await openWindows(t);
  const { ssm } = region.clients;
  await createProfile(region, profile, ['ssm:UpdateInstanceInformation']);
  const managed = await launch(region, { IamInstanceProfile: { Name: profile } });
  await eventually(
    () => pingStatus(region, managed),
    (status) => status === 'Online',
  );
  const WindowId = await region.window();
  await region.task(WindowId, {
    TaskType: 'RUN_COMMAND',
    TaskArn: 'AWS-RunShellScript',
    ServiceRoleArn: await windowRole(region, 'Window', ...given.actions),
    Targets: [{ Key: 'InstanceIds', Values: [managed, ...(given.others ?? [])] }],
    MaxErrors: '100%',
    CutoffBehavior: given.CutoffBehavior,
    TaskInvocationParameters: { RunCommand: { Comment: '{{WINDOW_ID}}', Parameters: parametersOf(given.commands) } },
  });
  await region.openNow(WindowId);
  const { execution, invocations } = await region.outcome(WindowId);
  return { ssm, managed, WindowId, execution, invocations };
}

test('a command is sent to each instance, and its end is the end of the invocation', async (t) => {
  const away = 'i-0123456789abcdef0';
  const { ssm, managed, WindowId, execution, invocations } = await runInWindow(t, {
    commands: ['echo {{WINDOW_EXECUTION_ID}}'],
    actions: ['ssm:SendCommand'],
    others: [away],
  });
  assert.deepEqual(
    invocations.map(({ Status, StatusDetails }) => [Status, StatusDetails]),
    [
      ['SUCCESS', undefined],
      ['FAILED', `Instances [[${away}]] not in a valid state for account 123456789012`],
    ],
  );
  assert.deepEqual(JSON.parse(invocations[0]!.Parameters!), {
    documentName: 'AWS-RunShellScript',
    instanceIds: [managed],
    parameters: parametersOf([`echo ${execution.WindowExecutionId}`]),
    comment: WindowId,
  });
  const CommandId = invocations[0]!.ExecutionId;
  const command = await ssm.getCommandInvocation({ CommandId, InstanceId: managed });
  assert.equal(command.StandardOutputContent?.trim(), execution.WindowExecutionId);
  assert.equal(command.Comment, WindowId);
});

const minutesOf = ({ StartTime, EndTime }: { StartTime?: Date; EndTime?: Date }) =>
  (EndTime!.getTime() - StartTime!.getTime()) / 60_000;

test('at the cutoff CANCEL_TASK cancels a command that runs', async (t) => {
  const { execution, invocations } = await runInWindow(t, {
    commands: ['sleep 5400'],
    actions: ['ssm:SendCommand', 'ssm:CancelCommand'],
    CutoffBehavior: 'CANCEL_TASK',
  });
  const [invocation] = invocations;
  assert.deepEqual([invocation?.Status, invocation?.StatusDetails], ['CANCELLED', 'Command status: Cancelled']);
  assert.deepEqual([execution.Status, minutesOf(execution)], ['TIMED_OUT', 60]);
});

test('a role that may not cancel the command lets it run on', async (t) => {
  const { execution, invocations } = await runInWindow(t, {
    commands: ['sleep 5400'],
    actions: ['ssm:SendCommand'],
    CutoffBehavior: 'CANCEL_TASK',
  });
  assert.equal(invocations[0]?.Status, 'SUCCESS');
  assert.equal(execution.Status, 'TIMED_OUT');
  assert.ok(minutesOf(execution) >= 90);
});
