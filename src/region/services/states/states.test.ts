import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion, testStart } from '../../../../test/region.ts';
import { makeRole } from '../../../../test/roles.ts';

let region: TestRegion;
let roleArn: string;
before(async () => {
  region = await openTestRegion();
  roleArn = await makeRole(region.clients, 'Workflow', 'states.amazonaws.com');
});
after(() => region.close());

/** Runs a definition to its end, in simulated time. */
async function run(name: string, definition: object, input: object = {}) {
  const { states } = region.clients;
  const { stateMachineArn } = await states.createStateMachine({
    name,
    roleArn,
    definition: JSON.stringify(definition),
  });
  const { executionArn } = await states.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  return ended(executionArn);
}

async function ended(executionArn: string | undefined) {
  for (;;) {
    const execution = await region.clients.states.describeExecution({ executionArn });
    if (execution.status !== 'RUNNING') return execution;
  }
}

const waitAnHour = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } } };

test('an execution runs to its end, waits for its time, and keeps its history', async () => {
  const execution = await run('Hour', waitAnHour, { from: 'here' });
  assert.equal(execution.status, 'SUCCEEDED');
  assert.equal(execution.output, '{"from":"here"}');
  assert.equal(execution.stopDate!.getTime() - execution.startDate!.getTime(), 3_600_000);
  assert.ok(execution.startDate!.getTime() >= testStart);
  const { events } = await region.clients.states.getExecutionHistory({ executionArn: execution.executionArn });
  assert.deepEqual(
    events?.map(({ type }) => type),
    ['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded'],
  );
  assert.equal(events?.[1]?.stateEnteredEventDetails?.name, 'Wait');
});

test('history comes in pages, from either end, with or without its data', async () => {
  const { executionArn } = await run('Pages', waitAnHour);
  const { states } = region.clients;
  const first = await states.getExecutionHistory({ executionArn, maxResults: 3 });
  const second = await states.getExecutionHistory({ executionArn, maxResults: 3, nextToken: first.nextToken });
  assert.deepEqual([first.events?.length, second.events?.length, second.nextToken], [3, 1, undefined]);
  const [last] = (await states.getExecutionHistory({ executionArn, reverseOrder: true, includeExecutionData: false }))
    .events!;
  assert.equal(last?.type, 'ExecutionSucceeded');
  assert.equal(last.executionSucceededEventDetails?.output, undefined);
});

/** A task that starts the execution of `Hour`, in one of the patterns. */
const startHour = (pattern: string) => ({
  StartAt: 'Start',
  States: {
    Start: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Parameters: {
        StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Hour',
        Input: pattern === '.waitForTaskToken' ? { 'token.$': '$$.Task.Token' } : {},
      },
      End: true,
    },
  },
});

const allowStart = (resource: string) =>
  region.clients.iam.putRolePolicy({
    RoleName: 'Workflow',
    PolicyName: 'Start',
    PolicyDocument: JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: resource }],
    }),
  });

test("a task without the role's permission fails with AWS's words", async () => {
  const execution = await run('Denied', startHour('.waitForTaskToken'));
  assert.equal(execution.status, 'FAILED');
  assert.equal(execution.error, 'StepFunctions.AccessDeniedException');
  assert.match(
    execution.cause ?? '',
    /assumed-role\/Workflow\/\S+ is not authorized to perform: states:StartExecution on resource: \S+:Hour because no identity-based policy allows/,
  );
});

test('a task waits for its token, and answers with what was sent for it', async () => {
  await allowStart('arn:aws:states:us-east-1:123456789012:stateMachine:Hour');
  const { states } = region.clients;
  const { stateMachineArn } = await states.createStateMachine({
    name: 'Waits',
    roleArn,
    definition: JSON.stringify(startHour('.waitForTaskToken')),
  });
  const { executionArn } = await states.startExecution({ stateMachineArn });
  const taskToken = await tokenOfChild();
  await states.sendTaskSuccess({ taskToken, output: '{"answer":42}' });
  assert.equal((await ended(executionArn)).output, '{"answer":42}');
  await assert.rejects(states.sendTaskSuccess({ taskToken, output: '{}' }), { name: 'TaskTimedOut' });
});

test('a task whose heartbeat is missed times out, and nothing can be told of it any more', async () => {
  const definition = startHour('.waitForTaskToken');
  Object.assign(definition.States.Start, { HeartbeatSeconds: 60 });
  const execution = await run('Beats', definition);
  assert.equal(execution.error, 'States.Timeout');
  assert.equal(execution.stopDate!.getTime() - execution.startDate!.getTime(), 60_000);
  const { states } = region.clients;
  const late = { name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'" };
  const taskToken = await tokenOfChild();
  await assert.rejects(states.sendTaskHeartbeat({ taskToken }), late);
  await assert.rejects(states.sendTaskFailure({ taskToken }), late);
});

async function tokenOfChild(): Promise<string> {
  const { states } = region.clients;
  for (;;) {
    const { executions } = await states.listExecutions({
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Hour',
    });
    const { input } = await states.describeExecution({ executionArn: executions?.[0]?.executionArn });
    const { token } = JSON.parse(input ?? '{}');
    if (token) return token;
  }
}

test('stopping an execution aborts it with the error that is given, and what is over stays as it ended', async () => {
  const { states } = region.clients;
  const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:Waits';
  const { executionArn } = await states.startExecution({ stateMachineArn });
  await states.stopExecution({ executionArn, error: 'Stopped', cause: 'by hand' });
  const { status, error, cause, stopDate } = await ended(executionArn);
  assert.deepEqual([status, error, cause], ['ABORTED', 'Stopped', 'by hand']);
  await states.stopExecution({ executionArn });
  assert.deepEqual((await ended(executionArn)).stopDate, stopDate);
});

test('a .sync task ends when the execution that it started has ended', async () => {
  const execution = await run('Sync', startHour('.sync:2'));
  assert.equal(execution.status, 'SUCCEEDED');
  const child = JSON.parse(execution.output ?? '');
  assert.equal(child.Status, 'SUCCEEDED');
  assert.ok(execution.stopDate!.getTime() - execution.startDate!.getTime() >= 3_600_000);
});

test('starting an execution again by its name answers with the one that runs; with another input it is refused', async () => {
  const { states } = region.clients;
  const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:Waits';
  const first = await states.startExecution({ stateMachineArn, name: 'same', input: '{}' });
  const second = await states.startExecution({ stateMachineArn, name: 'same', input: '{}' });
  assert.equal(second.executionArn, first.executionArn);
  await assert.rejects(states.startExecution({ stateMachineArn, name: 'same', input: '{"a":1}' }), {
    name: 'ExecutionAlreadyExists',
  });
  await assert.rejects(states.startExecution({ stateMachineArn, input: '{' }), { name: 'InvalidExecutionInput' });
  await assert.rejects(states.startExecution({ stateMachineArn: `${stateMachineArn}X` }), {
    name: 'StateMachineDoesNotExist',
  });
});

test('a history holds 25,000 events, and the last one says that the execution failed of that', async () => {
  const again = { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'End' }], Default: 'Again' };
  const States = { Again: again, End: { Type: 'Succeed' } };
  const { status, error, executionArn } = await run('Forever', { StartAt: 'Again', States });
  assert.deepEqual([status, error], ['FAILED', 'States.Runtime']);
  const { events } = await region.clients.states.getExecutionHistory({
    executionArn,
    reverseOrder: true,
    maxResults: 1,
  });
  assert.deepEqual([events?.[0]?.id, events?.[0]?.type], [25_000, 'ExecutionFailed']);
});

test('a state machine that is deleted ends what it runs at its next step, and is gone then', async () => {
  const { states } = region.clients;
  const { stateMachineArn } = await states.createStateMachine({
    name: 'Deleted',
    roleArn,
    definition: JSON.stringify(startHour('.waitForTaskToken')),
  });
  const { executionArn } = await states.startExecution({ stateMachineArn });
  const taskToken = await tokenOfChild();
  await states.deleteStateMachine({ stateMachineArn });
  assert.equal((await states.describeStateMachine({ stateMachineArn })).status, 'DELETING');
  await assert.rejects(states.startExecution({ stateMachineArn }), { name: 'StateMachineDeleting' });
  await states.sendTaskSuccess({ taskToken, output: '{}' });
  assert.equal((await ended(executionArn)).status, 'SUCCEEDED');
  await assert.rejects(states.describeStateMachine({ stateMachineArn }), { name: 'StateMachineDoesNotExist' });
});

test('a state machine is given only a role that Step Functions can assume, of this Region or of all', async () => {
  const { states, iam } = region.clients;
  const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
  const refusal = {
    name: 'AccessDeniedException',
    message:
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  };
  const foreign = await makeRole({ iam }, 'Foreign', 'lambda.amazonaws.com');
  const regional = await makeRole({ iam }, 'Regional', 'states.us-east-1.amazonaws.com');
  for (const wrong of [foreign, 'arn:aws:iam::123456789012:role/Absent'])
    await assert.rejects(states.createStateMachine({ name: 'Assumed', roleArn: wrong, definition }), refusal);
  const { stateMachineArn } = await states.createStateMachine({ name: 'Assumed', roleArn: regional, definition });
  await assert.rejects(states.updateStateMachine({ stateMachineArn, roleArn: foreign }), refusal);
  await states.updateStateMachine({ stateMachineArn, roleArn });
});
