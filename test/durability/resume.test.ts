/** What a Region tells its operator when it starts again after it was killed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataDirectory, startRegion } from '../e2e/region-process.ts';
import { until } from '../e2e/until.ts';
import { makeRole } from '../roles.ts';

test('up after a crash says what it resumes, and resumes it', async (t) => {
  const dataDir = await dataDirectory(t);
  const first = await startRegion(t, { dataDir });
  const wait = (Seconds: number) =>
    JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds, End: true } } });
  const roleArn = await makeRole(first.clients, 'Any', 'states.amazonaws.com');
  const begin = async (name: string, seconds: number) => {
    const { stateMachineArn } = await first.clients.states.createStateMachine({
      name,
      roleArn,
      definition: wait(seconds),
    });
    return (await first.clients.states.startExecution({ stateMachineArn })).executionArn!;
  };
  const short = await begin('Short', 1);
  await begin('Long', 3600);
  await first.kill();
  const { startDate } = { startDate: Date.now() };
  await until(
    'a second has passed',
    async () => Date.now(),
    (now) => now > startDate + 1000,
  );

  const second = await startRegion(t, { dataDir });
  const said = second.stderr.find((line) => line.startsWith('Goes on'));
  assert.match(said ?? '', /^Goes on where it ended: 2 executions, (\d effects?, )?1 overdue timer\.$/);
  await until(
    'the short one ends',
    async () => (await second.clients.states.describeExecution({ executionArn: short })).status,
    (status) => status === 'SUCCEEDED',
  );
  assert.equal(first.stderr.filter((line) => line.startsWith('Goes on')).length, 0);
});
