import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as model from '@aws-sdk/client-lambda';
import { WireError } from '../../../errors.ts';
import { operation, type Service } from '../../../service.ts';
import { instances, openWindows, windowRole } from './fixture.ts';

/** Lambda with one function, which fails for an event that says so. */
function functions() {
  const invoked: { FunctionName?: string; Qualifier?: string; event: unknown; by: string }[] = [];
  const Invoke = operation<'lambda', 'Invoke'>({
    accepts: [],
    authorize: ({ FunctionName }) => [{ action: 'lambda:InvokeFunction', resource: FunctionName! }],
    async respond({ FunctionName, Qualifier, Payload }, _outside, principal) {
      const event = JSON.parse(Buffer.from(Payload as Uint8Array).toString());
      invoked.push({ FunctionName, Qualifier, event, by: principal.arn.replace(/[^/]*$/, '') });
      if (FunctionName === 'SSMGone') throw new WireError('ResourceNotFoundException', 'Function not found: SSMGone');
      if (!event.fail) return { StatusCode: 200 };
      const Payload_ = Buffer.from('{"errorMessage":"no"}') as never;
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Payload_ };
    },
  });
  const service: Service = {
    name: 'lambda',
    model,
    accessDenied: 'AccessDeniedException',
    operations: { Invoke },
    migrations: [],
  };
  return { service, invoked };
}

test('a function is invoked for each target, by the role of the task, with the pseudo parameters filled in', async (t) => {
  const lambda = functions();
  const region = await openWindows(t, { services: [lambda.service] });
  const WindowId = await region.window();
  const ServiceRoleArn = await windowRole(region, 'Window', 'lambda:InvokeFunction');
  await region.task(WindowId, {
    TaskType: 'LAMBDA',
    TaskArn: 'Patch',
    ServiceRoleArn,
    Targets: instances(2),
    TaskInvocationParameters: {
      Lambda: { Qualifier: '$LATEST', Payload: Buffer.from('{"id":"{{RESOURCE_ID}}","type":"{{TARGET_TYPE}}"}') },
    },
  });
  await region.openNow(WindowId);
  const { execution, invocations } = await region.outcome(WindowId);
  assert.equal(execution.Status, 'SUCCESS');
  assert.deepEqual(
    lambda.invoked,
    instances(2)[0]!.Values!.map((id) => ({
      FunctionName: 'Patch',
      Qualifier: '$LATEST',
      event: { id, type: 'INSTANCE' },
      by: 'arn:aws:sts::123456789012:assumed-role/Window/',
    })),
  );
  assert.deepEqual(JSON.parse(invocations[0]!.Parameters!), {
    functionName: 'Patch',
    qualifier: '$LATEST',
    payload: `{"id":"${instances(2)[0]!.Values![0]}","type":"INSTANCE"}`,
  });
});

test('a function that fails, is not there, or may not be invoked fails its invocation', async (t) => {
  const region = await openWindows(t, { services: [functions().service] });
  const WindowId = await region.window();
  const Payload = Buffer.from('{"fail":true}');
  await region.task(WindowId, {
    TaskType: 'LAMBDA',
    TaskArn: 'SSMFail',
    TaskInvocationParameters: { Lambda: { Payload } },
  });
  await region.task(WindowId, { TaskType: 'LAMBDA', TaskArn: 'SSMGone' });
  const ServiceRoleArn = await windowRole(region, 'Powerless');
  await region.task(WindowId, { TaskType: 'LAMBDA', TaskArn: 'SSMAny', ServiceRoleArn });
  await region.openNow(WindowId);
  const { invocations } = await region.outcome(WindowId);
  const [failed, gone, denied] = invocations;
  assert.deepEqual([failed?.Status, failed?.StatusDetails], ['FAILED', 'Unhandled: {"errorMessage":"no"}']);
  assert.deepEqual([gone?.Status, gone?.StatusDetails], ['FAILED', 'Function not found: SSMGone']);
  assert.equal(denied?.Status, 'FAILED');
  assert.match(denied?.StatusDetails ?? '', /not authorized to perform: lambda:InvokeFunction on resource: SSMAny/);
});
