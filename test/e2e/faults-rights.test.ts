/** A right is missing, or a function: the instance ends stopped, and the execution fails with what went wrong first. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { physicalId } from './deploy.ts';
import { type FaultBench, openFaultBench } from './fault-bench.ts';
import { stateOf } from './instances.ts';
import { failedIn, historyOf, openOnce, statesOf } from './maintenance.ts';
import { find } from './simulation.ts';
import { until } from './until.ts';

describe('a right is missing', () => {
  let bench: FaultBench;
  before(async () => {
    bench = await openFaultBench();
  });
  after(() => bench.close());

  const state = 'InstanceStateActionRoleForLambda';
  const patching = 'InstancePatchingRoleForLambda';
  const rights = [
    ['Look at Instance', state, 'ec2:DescribeInstances', 'UnauthorizedOperation'],
    ['Start Instance', state, 'ec2:StartInstances', 'UnauthorizedOperation'],
    ['Poll Instance', state, 'ec2:DescribeInstanceStatus', 'UnauthorizedOperation'],
    ['Poll Instance', state, 'ssm:DescribeInstanceInformation', 'AccessDeniedException'],
    ['Patch Instance', patching, 'ssm:SendCommand', 'AccessDeniedException'],
    ['Poll Patch', patching, 'ssm:ListCommandInvocations', 'AccessDeniedException'],
    ['Poll Patch', patching, 'ssm:DescribeInstanceInformation', 'AccessDeniedException'],
  ] as const;
  for (const [state, role, action, error] of rights)
    test(`${action}: "${state}" fails`, async () => {
      const run = await bench.maintenance(() => bench.deny(role, action));
      await bench.failed(run, { error, cause: new RegExp(`not authorized to perform.* ${action}`), state });
    });

  test('lambda:InvokeFunction: the first state fails, and nothing is begun', async () => {
    const run = await bench.maintenance(() => bench.deny('StepFunctionRole', 'lambda:InvokeFunction'));
    const cause = /not authorized to perform: lambda:InvokeFunction/;
    await bench.failed(run, { error: 'Lambda.AWSLambdaException', cause, state: 'Look at Instance' });
    assert.ok(!statesOf(run).includes('Start Instance'));
  });

  test('that of the instance to be managed: it never gets ready', async () => {
    const { iam } = bench.clients;
    const RoleName = await physicalId(bench.clients, 'DemoInstanceRole');
    const policy = { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' };
    const run = await bench.maintenance(async () => {
      await iam.detachRolePolicy(policy);
      return () => iam.attachRolePolicy(policy);
    });
    await bench.failed(run, { error: 'InstanceNotReady', cause: /agent/, state: 'Poll Instance' });
  });

  test('ec2:StopInstances at first: the stop is insisted on, until it succeeds', async () => {
    let allow = async () => {};
    const run = await bench.maintenance(
      async () => {
        allow = await bench.deny(state, 'ec2:StopInstances');
      },
      async (executionArn) => {
        await until(
          'a stop is refused',
          () => historyOf(bench.clients, executionArn),
          (events) => failedIn({ events }) === 'Stop Instance',
        );
        await allow();
      },
    );
    assert.equal(run.status, 'SUCCEEDED', run.cause);
    assert.equal(failedIn(run), 'Stop Instance');
    await bench.stopped();
  });

  test('ec2:StopInstances for good: that it is left awake is said, after the first error', async () => {
    const run = await bench.maintenance(async () => {
      const mend = [await bench.deny(patching, 'ssm:SendCommand'), await bench.deny(state, 'ec2:StopInstances')];
      return async () => {
        for (const each of mend) await each();
      };
    });
    assert.equal(run.status, 'FAILED');
    assert.equal(run.error, 'AccessDeniedException');
    assert.match(
      run.cause ?? '',
      /ssm:SendCommand.* Moreover it could not be put back: UnauthorizedOperation: .*StopInstances/,
    );
    assert.equal(await stateOf(bench.clients, bench.id), 'running');
  });

  test("states:StartExecution of the window's role: no workflow is started, and the window's history says why", async () => {
    const { ssm } = bench.clients;
    await find(bench, bench.id, 'stopped');
    const allow = await bench.deny('MaintenanceWindowRole', 'states:StartExecution');
    const WindowExecutionId = await openOnce(bench.clients, bench.outputs.WindowId);
    const { Status } = await until(
      'the window closes',
      () => ssm.getMaintenanceWindowExecution({ WindowExecutionId }),
      (execution) => !/PENDING|IN_PROGRESS/.test(execution.Status!),
    );
    await allow();
    assert.equal(Status, 'FAILED');
    const { WindowExecutionTaskIdentities: [task] = [] } = await ssm.describeMaintenanceWindowExecutionTasks({
      WindowExecutionId,
    });
    const { WindowExecutionTaskInvocationIdentities: [invocation] = [] } =
      await ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId: task!.TaskExecutionId });
    assert.match(invocation!.StatusDetails!, /not authorized to perform: states:StartExecution/);
    await bench.stopped();
  });
});

describe('a function was deleted', () => {
  let bench: FaultBench;
  before(async () => {
    bench = await openFaultBench();
  });
  after(() => bench.close());

  const functions = [
    ['InstancePatchPoller', 'Poll Patch'],
    ['InstancePatcher', 'Patch Instance'],
    ['InstanceStarter', 'Start Instance'],
    ['InstancePoller', 'Look at Instance'],
  ] as const;
  for (const [name, state] of functions)
    test(`${name}: "${state}" fails`, async () => {
      const { lambda } = bench.clients;
      const run = await bench.maintenance(() =>
        lambda.deleteFunction({ FunctionName: bench.outputs[`${name}Function`] }),
      );
      await bench.failed(run, { error: 'Lambda.ResourceNotFoundException', cause: /Function not found/, state });
    });
});
