/** The page of an execution: what it asks and orders, of executions that really ran. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { redriveExecution } from '../../src/console/actions/redrive-execution.ts';
import { stopExecution } from '../../src/console/actions/stop-execution.ts';
import { execution } from '../../src/console/views/execution.ts';
import { executionEvent } from '../../src/console/views/execution-event.ts';
import { executionEvents } from '../../src/console/views/execution-events.ts';
import { executionState } from '../../src/console/views/execution-state.ts';
import { mapRun } from '../../src/console/views/map-run.ts';
import { only, openRegionWithRole, task } from '../../src/region/services/states/fixture.ts';

async function open(t: TestContext) {
  const region = await openRegionWithRole();
  t.after(() => region.close());
  const clients = clientsFor({
    endpoint: region.endpoint,
    region: 'us-east-1',
    credentials: async () => region.region.credentials,
    description: 'the Region of this test',
  });
  return { ...region, context: { clients, endpoint: 'the Region of this test' } };
}

const states = (StartAt: string, States: object) => ({ StartAt, States });
const flow = (StartAt: string, States: object) => ({ QueryLanguage: 'JSONata', ...states(StartAt, States) });

test('each state is told with what became of it, what it got and what it gave', async (t) => {
  const { run, context } = await open(t);
  const arn = (
    await run(
      'Told',
      flow('Both', {
        Both: {
          Type: 'Parallel',
          Branches: [
            states('Good', { Good: { Type: 'Pass', End: true } }),
            states('Bad', { Bad: { Type: 'Fail', Error: 'Broken', Cause: 'it <b>broke</b>' } }),
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }],
          Next: 'Never',
        },
        Mend: { Type: 'Pass', Output: { items: [1, 2, 3] }, Assign: { mended: true }, Next: 'Each' },
        Each: {
          Type: 'Map',
          Items: '{% $states.input.items %}',
          ItemProcessor: states('Item', { Item: { Type: 'Pass', Output: '{% $states.input * 10 %}', End: true } }),
          End: true,
        },
        Never: { Type: 'Succeed' },
      }),
    )
  ).executionArn!;

  const answer = await execution.read(context, { arn });
  assert.equal(answer.status, 'SUCCEEDED');
  assert.deepEqual(
    answer.states.map(({ name, status, entered }) => [name, status, entered]),
    [
      ['Both', 'caught', 1],
      ['Good', 'succeeded', 1],
      ['Bad', 'failed', 1],
      ['Mend', 'succeeded', 1],
      ['Each', 'succeeded', 1],
      ['Item', 'succeeded', 3],
    ],
  );
  assert.deepEqual(answer.transitions, [
    { from: 'Both', to: 'Mend', caught: true },
    { from: 'Mend', to: 'Each', caught: false },
  ]);
  assert.equal(answer.output?.text, '[10,20,30]');
  assert.deepEqual(Object.keys(answer.flow.States), ['Both', 'Mend', 'Each', 'Never']);
  assert.deepEqual([answer.redrive.isPossible, answer.machine, answer.parent], [false, undefined, undefined]);

  const mend = (await executionState.read(context, { arn, state: 'Mend' })).visit!;
  assert.deepEqual([mend.output?.text, mend.assigned?.text], ['{"items":[1,2,3]}', '{"mended":"true"}']);
  const items = await executionState.read(context, { arn, state: 'Item' });
  assert.deepEqual(items.visits.map(({ iteration }) => iteration).sort(), ['Each 0', 'Each 1', 'Each 2']);
  const second = items.visits.find(({ iteration }) => iteration === 'Each 1')!;
  const chosen = await executionState.read(context, { arn, state: 'Item', visit: String(second.id) });
  assert.deepEqual([chosen.visit?.input?.text, chosen.visit?.output?.text], ['2', '20']);
  const caught = (await executionState.read(context, { arn, state: 'Both' })).visit!;
  assert.equal(caught.failures.length, 1);
  assert.equal((await executionState.read(context, { arn, state: 'Never' })).visit, undefined);

  const { events, isMore } = await executionEvents.read(context, { arn, after: '0' });
  assert.deepEqual([events.length, isMore], [answer.history.count, false]);
  assert.equal(events.find(({ id }) => id === mend.id)?.state, 'Mend');
  const whole = await executionEvent.read(context, { arn, id: '1' });
  assert.equal(whole.type, 'ExecutionStarted');
  assert.ok(whole.details.some(({ name, text }) => name === 'input' && text === '{}'));
});

test('what fails is told with each attempt, and goes on from there when it is redriven', async (t) => {
  const { run, ended, allow, clients, context } = await open(t);
  await clients.ssm.putParameter({ Name: '/mode', Value: 'calm', Type: 'String' });
  const retried = { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 1 }] };
  const arn = (await run('Retried', only(task('aws-sdk:ssm:getParameter', { Name: '/mode' }, retried), 'Ask')))
    .executionArn!;

  const failed = await execution.read(context, { arn });
  assert.deepEqual([failed.status, failed.redrive.isPossible], ['FAILED', true]);
  assert.deepEqual(
    failed.states.map(({ name, status, retries, failed: count }) => [name, status, retries, count]),
    [['Ask', 'failed', 2, 1]],
  );
  const { visit } = await executionState.read(context, { arn, state: 'Ask' });
  assert.equal(visit?.failures.length, 3);
  assert.match(visit!.failures[0]!.cause, /not authorized/);
  assert.equal(visit?.resource, 'aws-sdk:ssm:getParameter');

  await allow('ssm:GetParameter');
  await redriveExecution.carryOut(context, { executionArn: arn });
  await ended(arn);
  const again = await execution.read(context, { arn });
  assert.deepEqual([again.status, again.redrive.count, again.redrive.isPossible], ['SUCCEEDED', 1, false]);
  assert.deepEqual(
    again.states.map(({ status, entered }) => [status, entered]),
    [['succeeded', 1]],
  );
  const { visit: later } = await executionState.read(context, { arn, state: 'Ask' });
  assert.deepEqual([later?.failures.length, JSON.parse(later!.result!.text).Parameter.Value], [3, 'calm']);
});

test('an execution that runs is seen to, and is stopped by an order', async (t) => {
  const { clients, machine, start, context } = await open(t);
  const { activityArn } = await clients.states.createActivity({ name: 'nobody-works' });
  const arn = await start(await machine('Waits', only(task(activityArn!), 'Work')), {
    instanceId: 'i-0123456789abcdef0',
  });
  const running = await execution.read(context, { arn });
  assert.deepEqual([running.status, running.states[0]?.status], ['RUNNING', 'running']);
  assert.deepEqual(running.machine, { instanceId: 'i-0123456789abcdef0', name: '' });

  await stopExecution.carryOut(context, { executionArn: arn });
  const stopped = await execution.read(context, { arn });
  assert.deepEqual(
    [stopped.status, stopped.error, stopped.states[0]?.status],
    ['ABORTED', 'StoppedByPerson', 'aborted'],
  );
});

test('a history of many thousand events comes piece by piece', async (t) => {
  const { run, context } = await open(t);
  const arn = (
    await run(
      'Long',
      flow('Begin', {
        Begin: { Type: 'Pass', Assign: { n: 0 }, Next: 'Count' },
        Count: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Next: 'More?' },
        'More?': { Type: 'Choice', Choices: [{ Condition: '{% $n < 1500 %}', Next: 'Count' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      }),
    )
  ).executionArn!;
  const first = await execution.read(context, { arn });
  assert.deepEqual([first.history.count, first.history.isComplete], [5000, false]);
  const second = await execution.read(context, { arn });
  assert.deepEqual([second.history.count, second.history.isComplete], [6006, true]);
  assert.equal(second.states.find(({ name }) => name === 'Count')?.entered, 1500);

  const events = await executionEvents.read(context, { arn, after: '0' });
  assert.deepEqual([events.events.length, events.isMore], [5000, true]);
  const rest = await executionEvents.read(context, { arn, after: '5000' });
  assert.deepEqual([rest.events.length, rest.isMore, rest.events.at(-1)?.type], [1006, false, 'ExecutionSucceeded']);
});

test('a Map Run is told with its counts and its executions, those that failed first', async (t) => {
  const { run, allow, context } = await open(t);
  await allow(['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution']);
  const processor = states('Odd?', {
    'Odd?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'No' }], Default: 'Yes' },
    Yes: { Type: 'Succeed' },
    No: { Type: 'Fail', Error: 'Two' },
  });
  const arn = (
    await run(
      'Spread',
      flow('Each', {
        Each: {
          Type: 'Map',
          Items: [1, 2, 3],
          ToleratedFailureCount: 1,
          ItemProcessor: { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
          End: true,
        },
      }),
    )
  ).executionArn!;
  const answer = await execution.read(context, { arn });
  const [line] = answer.mapRuns;
  assert.deepEqual(
    [line?.state, line?.status, line?.counts.total, line?.counts.succeeded, line?.counts.failed],
    ['Each', 'SUCCEEDED', 3, 2, 1],
  );

  const { children, isCut } = await mapRun.read(context, { arn: line!.arn });
  assert.deepEqual([children.map(({ status }) => status), isCut], [['FAILED', 'SUCCEEDED', 'SUCCEEDED'], false]);
  const child = await execution.read(context, { arn: children[0]!.arn });
  assert.deepEqual([child.parent, child.error], [arn, 'Two']);
  assert.deepEqual(
    Object.keys(child.flow.States),
    ['Odd?', 'Yes', 'No'],
    'it goes through the states of its Map alone',
  );
});

test('an execution that there is not is said to be none', async (t) => {
  const { machine, context } = await open(t);
  const arn = `${(await machine('Some', only({ Type: 'Pass' }))).replace(':stateMachine:', ':execution:')}:never`;
  await assert.rejects(execution.read(context, { arn }), /There is no execution .*never/);
});
