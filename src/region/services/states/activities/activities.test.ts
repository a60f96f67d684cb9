import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states } from '../fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole();
});
after(() => region.close());

const activity = (name: string, more: object = {}) =>
  only({ Type: 'Task', Resource: `${states}:activity:${name}`, ...more });

/** Creates an activity and starts an execution that has a task for it. */
async function withTask(name: string, more: object = {}, input: unknown = { job: name }) {
  const { activityArn } = await region.clients.states.createActivity({ name });
  const executionArn = await region.start(await region.machine(name, activity(name, more)), input);
  return { activityArn, executionArn };
}

describe('an activity', () => {
  test('is created once, described, listed and deleted', async () => {
    const { states: client } = region.clients;
    const first = await client.createActivity({ name: 'Once', tags: [{ key: 'team', value: 'a' }] });
    const second = await client.createActivity({ name: 'Once' });
    assert.deepEqual(second.creationDate, first.creationDate);
    const { activityArn } = first;
    assert.equal((await client.describeActivity({ activityArn })).name, 'Once');
    assert.deepEqual((await client.listTagsForResource({ resourceArn: activityArn })).tags, [
      { key: 'team', value: 'a' },
    ]);
    assert.ok((await client.listActivities({})).activities?.some((each) => each.activityArn === activityArn));
    await client.deleteActivity({ activityArn });
    await assert.rejects(client.describeActivity({ activityArn }), { name: 'ActivityDoesNotExist' });
  });

  test('gives its tasks to workers, the oldest first', async () => {
    const { activityArn, executionArn } = await withTask('Work');
    const { states: client } = region.clients;
    const { taskToken, input } = await client.getActivityTask({ activityArn, workerName: 'w1' });
    assert.equal(input, '{"job":"Work"}');
    await client.sendTaskSuccess({ taskToken, output: '{"done":true}' });
    assert.equal((await region.ended(executionArn)).output, '{"done":true}');
    const history = await region.history(executionArn);
    assert.deepEqual(
      history.map(({ type }) => type),
      [
        'ExecutionStarted',
        'TaskStateEntered',
        'ActivityScheduled',
        'ActivityStarted',
        'ActivitySucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ],
    );
    assert.equal(history[3]?.activityStartedEventDetails?.workerName, 'w1');
  });

  test('lets a worker wait for a task, for a minute', async () => {
    const { activityArn } = await region.clients.states.createActivity({ name: 'Idle' });
    const { taskToken } = await region.clients.states.getActivityTask({ activityArn });
    assert.equal(taskToken, undefined);
  });

  test('wakes a worker that waits when a task comes', async () => {
    const own = await openRegionWithRole({ time: 'real' });
    try {
      const { activityArn } = await own.clients.states.createActivity({ name: 'Comes' });
      const stateMachineArn = await own.machine('Comes', activity('Comes'));
      const polled = own.clients.states.getActivityTask({ activityArn });
      await own.start(stateMachineArn, 7);
      assert.equal((await polled).input, '7');
    } finally {
      await own.close();
    }
  });

  test('that is not there fails its task', async () => {
    const { error } = await region.run('Nobody', activity('Nobody'));
    assert.equal(error, 'ActivityDoesNotExist');
  });

  test('gives no task of an execution that is over', async () => {
    const { activityArn, executionArn } = await withTask('Stopped');
    await region.clients.states.stopExecution({ executionArn });
    assert.equal((await region.clients.states.getActivityTask({ activityArn })).taskToken, undefined);
  });
});

describe('a worker', () => {
  test('fails its task with an error and a cause', async () => {
    const { activityArn, executionArn } = await withTask('Fails');
    const { taskToken } = await region.clients.states.getActivityTask({ activityArn });
    await region.clients.states.sendTaskFailure({ taskToken, error: 'Broken', cause: 'by test' });
    const { error, cause } = await region.ended(executionArn);
    assert.deepEqual([error, cause], ['Broken', 'by test']);
  });

  test('cannot report for what never was a token, nor something that is not JSON', async () => {
    const { states: client } = region.clients;
    await assert.rejects(client.sendTaskSuccess({ taskToken: 'AAAA', output: '1' }), {
      name: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
    await assert.rejects(client.sendTaskSuccess({ taskToken: 'AAAA', output: '{' }), { name: 'InvalidOutput' });
  });
});
