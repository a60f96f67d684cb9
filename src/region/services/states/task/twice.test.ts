/** What is asked for outside of transactions may be performed again, when the Region was killed before it could say so. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { services } from '../../index.ts';
import { only, openRegionWithRole, type RegionWithRole, states, task } from '../fixture.ts';

/** Step Functions whose every effect is performed once in vain before it is performed. */
const performedTwice = services.map((service) =>
  service.name === 'states'
    ? {
        ...service,
        effects: Object.fromEntries(
          Object.entries(service.effects ?? {}).map(([name, perform]): [string, typeof perform] => [
            name,
            async (...effect) => {
              await perform(...effect);
              return perform(...effect);
            },
          ]),
        ),
      }
    : service,
);

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole({ services: performedTwice });
  await region.allow(['states:StartExecution', 'ssm:PutParameter']);
});
after(() => region.close());

const typesOf = async (executionArn: string) => (await region.history(executionArn)).map(({ type }) => type);

test('a task starts one execution, also when it waits for its end', async () => {
  const { states: client } = region.clients;
  for (const pattern of ['', '.sync', '.sync:2']) {
    const target = await region.machine(`Target${pattern.length}`, only({ Type: 'Wait', Seconds: 5 }));
    const start = task(`states:startExecution${pattern}`, { StateMachineArn: target });
    const { status, executionArn = '' } = await region.run(`Starts${pattern.length}`, only(start));
    assert.equal(status, 'SUCCEEDED');
    const { executions } = await client.listExecutions({ stateMachineArn: target });
    assert.equal(executions?.length, 1, pattern);
    const started = (await typesOf(executionArn)).filter((type) => type === 'TaskStarted');
    assert.equal(started.length, 1);
  }
});

test('a task calls its service once', async () => {
  const put = task('aws-sdk:ssm:putParameter', { Name: '/once', Value: 'v', Type: 'String' });
  // A second call without Overwrite would fail.
  assert.equal((await region.run('Puts', only(put))).status, 'SUCCEEDED');
});

test('a Map Run has one child execution for each item', async () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    ...only({ Type: 'Pass' }, 'Child'),
  };
  const items = Array.from({ length: 120 }, (_, index) => index);
  const { executionArn, output } = await region.run('Maps', only({ Type: 'Map', ItemProcessor: processor }), items);
  assert.deepEqual(JSON.parse(output ?? ''), items);
  const { mapRuns } = await region.clients.states.listMapRuns({ executionArn });
  const { executionCounts } = await region.clients.states.describeMapRun({ mapRunArn: mapRuns?.[0]?.mapRunArn });
  assert.deepEqual([executionCounts?.total, executionCounts?.succeeded], [120, 120]);
});

test('a task of an activity is queued once', async () => {
  const { activityArn } = await region.clients.states.createActivity({ name: 'work' });
  const machine = await region.machine('Works', only({ Type: 'Task', Resource: `${states}:activity:work` }));
  const executionArn = await region.start(machine);
  const { taskToken } = await region.clients.states.getActivityTask({ activityArn });
  await region.clients.states.sendTaskSuccess({ taskToken, output: '1' });
  assert.equal((await region.ended(executionArn)).output, '1');
  assert.equal((await region.clients.states.getActivityTask({ activityArn })).taskToken, undefined);
});

test('an execution that never waits goes on to its end, one event after the other', async () => {
  const loop = {
    StartAt: 'Count',
    States: {
      Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'More' },
      More: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericLessThan: 1200, Next: 'Count' }], Default: 'End' },
      End: { Type: 'Succeed' },
    },
  };
  const { executionArn = '', output } = await region.run('Loops', loop, { n: 0 });
  assert.equal(output, '{"n":1200}');
  const { events } = await region.clients.states.getExecutionHistory({
    executionArn,
    reverseOrder: true,
    maxResults: 1,
  });
  assert.equal(events?.[0]?.id, 1 + 1200 * 4 + 2 + 1);
});
