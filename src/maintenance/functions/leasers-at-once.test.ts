/** Two executions that come for the same instance at the same time, in every order of their calls. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { after, before, describe, mock, test } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { beginning, described } from '../testing/maintenance.ts';
import { simulateEvidence } from '../testing/simulated-evidence.ts';
import { handler } from './instance-leaser.ts';

type Tag = { Key: string; Value: string };
type Fate = 'answered' | 'answer lost' | 'refused';
interface Parked {
  proceed(fate: Fate): void;
}

const tags = new Map<string, string>();
const parked = new Map<string, Parked>();
const caller = new AsyncLocalStorage<string>();

/** EC2 as far as tags go: each call takes effect at one moment, that at which it is let through. */
const OPERATIONS: Record<string, (input: { Tags: Tag[] }) => object> = {
  DescribeInstances: () => described('stopped', { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) }),
  DescribeInstanceAttribute: () => ({}),
  CreateTags: ({ Tags }) => {
    for (const { Key, Value } of Tags) tags.set(Key, Value);
    return {};
  },
  DeleteTags: ({ Tags }) => {
    for (const { Key } of Tags) tags.delete(Key);
    return {};
  },
};

async function send(command: { constructor: { name: string }; input: { Tags: Tag[] } }): Promise<object> {
  const fate = await new Promise<Fate>((proceed) => parked.set(caller.getStore()!, { proceed }));
  const answer = fate === 'refused' ? {} : OPERATIONS[command.constructor.name.replace('Command', '')]!(command.input);
  if (fate !== 'answered') throw Object.assign(new Error(fate), { name: 'InternalError' });
  return answer;
}

/** What the executions came to: those that hold the instance now. */
async function interleave(owners: readonly string[], attempts: number, next: (waiting: string[]) => [string, Fate]) {
  tags.clear();
  const holders: string[] = [];
  const errors: string[] = [];
  const executions = owners.map((owner) =>
    caller.run(owner, async () => {
      for (let attempt = 0; attempt < attempts; attempt++) {
        try {
          const { admitted } = await handler({ ...beginning, execution: owner });
          if (admitted) holders.push(owner);
          return;
        } catch (error) {
          errors.push((error as Error).name);
        }
      }
    }),
  );
  let going = true;
  Promise.all(executions).then(() => {
    going = false;
  });
  while (going) {
    // What was let through runs on to its next call, or to its end.
    await new Promise(setImmediate);
    const waiting = [...parked.keys()].sort();
    if (!waiting.length) continue;
    const [owner, fate] = next(waiting);
    const { proceed } = parked.get(owner)!;
    parked.delete(owner);
    proceed(fate);
  }
  await Promise.all(executions);
  return { holders, errors };
}

describe('of executions that come at the same time', () => {
  before(async () => {
    simulateEvidence();
    mock.method(EC2Client.prototype, 'send', send as never);
    // The clients are loaded at their first use, which takes longer than a turn.
    await interleave(['first'], 1, ([owner]) => [owner!, 'answered']);
  });
  after(() => mock.restoreAll());

  test('never two hold an instance, whatever the order of their calls', async () => {
    let orders = 0;
    let alone = 0;
    // Each order is a path through a tree of choices; after each run, the last choice that can be made otherwise is.
    let path: { chosen: number; of: number }[] = [];
    do {
      let depth = 0;
      const { holders } = await interleave(['one', 'two'], 1, (waiting) => {
        path[depth] ??= { chosen: 0, of: waiting.length };
        return [waiting[path[depth++]!.chosen]!, 'answered'];
      });
      orders++;
      alone += holders.length;
      const seen = JSON.stringify(path.map(({ chosen }) => chosen));
      assert.ok(holders.length <= 1, `both hold it after ${seen}`);
      for (const owner of holders) assert.ok(tags.has(`wakepatch:lease:${owner}`), `its lease is gone after ${seen}`);
      assert.equal(tags.size, holders.length, `a lease is left over after ${seen}`);
      path = path.slice(0, path.findLastIndex(({ chosen, of }) => chosen + 1 < of) + 1);
      if (path.length) path.at(-1)!.chosen++;
    } while (path.length);
    assert.ok(orders > 50 && alone > 10, `${orders} orders, in ${alone} of them one held it`);
  });

  test('never two hold it either when calls fail, answers are lost and both try again', async () => {
    const fates = fc.constantFrom<Fate>('answered', 'answered', 'answered', 'answer lost', 'refused');
    const choices = fc.array(fc.tuple(fc.nat(), fates), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(choices, async (given) => {
        const left = given.values();
        const { holders } = await interleave(['one', 'two', 'three'], 4, (waiting) => {
          const [number, fate] = left.next().value ?? [0, 'answered'];
          return [waiting[number % waiting.length]!, fate];
        });
        assert.ok(holders.length <= 1, `${holders} hold it`);
        for (const owner of holders) assert.ok(tags.has(`wakepatch:lease:${owner}`));
      }),
      { numRuns: 300 },
    );
  });

  test('the one that gives way says so, and is passed over when it tries again', async () => {
    // The second has looked before the first wrote its lease, and writes its own after that.
    const turns = ['two', 'two', 'one', 'one', 'one', 'one'].values();
    const { holders, errors } = await interleave(['one', 'two'], 2, ([first]) => [
      turns.next().value ?? first!,
      'answered',
    ]);
    assert.deepEqual(holders, ['one']);
    assert.deepEqual(errors, ['LeaseContended']);
    assert.deepEqual([...tags.keys()], ['wakepatch:lease:one']);
  });
});
