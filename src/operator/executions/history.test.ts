import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HistoryEvent, SFN } from '@aws-sdk/client-sfn';
import { histories, usualBounds } from './history.ts';

const bounds = { ...usualBounds, pagesAtOnce: 2 };

/** Step Functions with one execution, whose history has as many events as it is told. */
function service(count: number, output = '') {
  const requests: { reverseOrder?: boolean; maxResults?: number }[] = [];
  const told = { count, isOver: true };
  const states = {
    async getExecutionHistory(input: { reverseOrder?: boolean; maxResults?: number; nextToken?: string }) {
      requests.push(input);
      const ids = Array.from({ length: told.count }, (_, index) => index + 1);
      if (input.reverseOrder) ids.reverse();
      const from = Number(input.nextToken ?? 0);
      const to = from + (input.maxResults ?? 100);
      const events: HistoryEvent[] = ids.slice(from, to).map((id) => ({
        id,
        type: id === told.count && told.isOver ? 'ExecutionSucceeded' : 'PassStateExited',
        timestamp: new Date(id),
        stateExitedEventDetails: { name: 'Pass', output },
      }));
      return { events, nextToken: to < ids.length ? String(to) : undefined };
    },
  } as unknown as SFN;
  return { states, requests, told };
}

const ids = ({ events }: { events: readonly HistoryEvent[] }) => events.map(({ id }) => id);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the history of an execution', () => {
  test('that is long comes piece by piece, and goes on where the last look ended', async () => {
    const { states, requests } = service(4500);
    const all = histories({ states }, bounds);
    const first = await all.read('arn', 'FAILED');
    assert.deepEqual([first.events.length, first.isComplete], [2000, false]);
    assert.equal((await all.read('arn', 'FAILED')).isComplete, false);
    const last = await all.read('arn', 'FAILED');
    assert.deepEqual([ids(last), last.isComplete], [upTo(4500), true]);
    assert.equal(requests.length, 5);
  });

  test('is not read again when nothing can be new', async () => {
    const { states, requests } = service(10);
    const all = histories({ states }, bounds);
    await all.read('arn', 'SUCCEEDED');
    await all.read('arn', 'SUCCEEDED');
    assert.equal(requests.length, 1);
  });

  test('is read again while its end is missing, though the execution is over', async () => {
    const { states, requests, told } = service(10);
    told.isOver = false;
    const all = histories({ states }, bounds);
    await all.read('arn', 'SUCCEEDED');
    Object.assign(told, { count: 11, isOver: true });
    assert.equal((await all.read('arn', 'SUCCEEDED')).events.at(-1)?.type, 'ExecutionSucceeded');
    await all.read('arn', 'SUCCEEDED');
    assert.equal(requests.length, 2);
  });

  test('of one that runs is read from its end, as far as it is new', async () => {
    const { states, requests, told } = service(3000);
    const all = histories({ states }, { ...bounds, pagesAtOnce: 5 });
    await all.read('arn', '');
    told.count = 3050;
    assert.deepEqual(ids(await all.read('arn', '')), upTo(3050));
    assert.deepEqual(requests.at(-1), {
      executionArn: 'arn',
      reverseOrder: true,
      maxResults: 100,
      nextToken: undefined,
    });
    const before = requests.length;
    told.count = 4000;
    assert.deepEqual(ids(await all.read('arn', '')), upTo(4000));
    assert.equal(requests.length - before, 2);
  });

  test('is read once for two who look at once', async () => {
    const { states, requests } = service(10);
    const all = histories({ states }, bounds);
    await Promise.all([all.read('arn', ''), all.read('arn', '')]);
    assert.equal(requests.length, 1);
  });

  test('of the one that was not looked at for the longest is forgotten first', async () => {
    const { states, requests } = service(10);
    const all = histories({ states }, { ...bounds, histories: 2 });
    for (const arn of ['a', 'b', 'a', 'c', 'a']) await all.read(arn, 'SUCCEEDED');
    assert.equal(requests.length, 3);
    await all.read('b', 'SUCCEEDED');
    assert.equal(requests.length, 4);
  });

  test('has its data clipped where it would take too much memory, and says from where', async () => {
    const { states } = service(10, 'x'.repeat(1000));
    const history = await histories({ states }, { ...bounds, characters: 3500 }).read('arn', '');
    assert.equal(history.clippedFrom, 4);
    assert.deepEqual(
      history.events.map(({ stateExitedEventDetails }) => stateExitedEventDetails?.output?.length),
      [1000, 1000, 1000, ...Array.from({ length: 7 }, () => 500)],
    );
  });
});
