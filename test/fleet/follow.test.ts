/** Following a run by its evidence: what is told, once each, and when it ends. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Clients } from '../../src/aws/clients.ts';
import { countLine, endLine } from '../../src/cli/fleet/follow-text.ts';
import { type End, follow, type Listener } from '../../src/operator/fleet/follow.ts';
import { openTestRegion } from '../region.ts';

const bucket = 'evidence';
const run = 'runs/2026-01-01/execution';
const never = new AbortController().signal;
const members = [{ instanceId: 'i-1', name: 'web' }, { instanceId: 'i-2' }];

describe('following a run', async () => {
  const region = await openTestRegion({ time: 'real' });
  after(() => region.close());
  const { s3 } = region.clients;
  await s3.createBucket({ Bucket: bucket });
  const record = (instanceId: string, more: object) =>
    s3.putObject({
      Bucket: bucket,
      Key: `${run}/instances/${instanceId}.json`,
      Body: JSON.stringify({ instanceId, ...more }),
    });

  /** Follows while the looks go on as `steps` has them, one a look; returns all that was told. */
  async function told(steps: readonly (() => Promise<unknown>)[], ends: readonly End[], signal = never) {
    const lines: string[] = [];
    const counts: string[] = [];
    let look = 0;
    const subject = {
      runs: [run],
      bucket,
      members: async () => members,
      working: async () => ({ count: 1, executions: [] }),
      async end() {
        await steps[look]?.();
        look += 1;
        return look >= steps.length ? ends : undefined;
      },
    };
    const listener: Listener = {
      ended: (told) => lines.push(endLine(told)),
      looked: (standing) => counts.push(countLine(standing)),
    };
    const { told } = await follow(region.clients as Clients, subject, listener, signal);
    return { lines, counts, told };
  }

  test('tells of an instance once it is released, and not when it is leased', async () => {
    const { lines, counts } = await told(
      [
        () => record('i-1', { name: 'web', outcome: 'LeftAwake', reason: 'Unfinished' }),
        () =>
          record('i-1', { name: 'web', outcome: 'Patched', reason: 'Installed', awakeSeconds: 90, changes: [{}, {}] }),
        () => record('i-2', { outcome: 'WakeFailed', reason: 'KeyUnusable' }),
        async () => {},
      ],
      [{ status: 'FAILED' }],
    );
    assert.deepEqual(lines, ['i-1  web  Patched, Installed (2 packages, awake 90 s)', 'i-2  WakeFailed, KeyUnusable']);
    assert.deepEqual(counts, [
      '0 of 2 done, 0 failed, 1 under way',
      '1 of 2 done, 0 failed, 1 under way',
      '2 of 2 done, 1 failed, 1 under way',
      '2 of 2 done, 1 failed, 0 under way',
    ]);
  });

  test('knows of what was never released when the run is over', async () => {
    const step = () => record('i-2', { outcome: 'LeftAwake', reason: 'Unfinished' });
    const { lines, told: all } = await told([step], [{ status: 'ABORTED' }]);
    assert.deepEqual(lines, ['i-1  web  Patched, Installed (2 packages, awake 90 s)']);
    assert.deepEqual(
      all.map(({ instanceId, reason }) => [instanceId, reason]),
      [
        ['i-1', 'Installed'],
        ['i-2', 'Unfinished'],
      ],
    );
  });

  test('looks at some twenty at a time, and comes round to all of them', async () => {
    const executions = Array.from({ length: 45 }, (_, index) => ({ arn: `arn:e:${index}` }));
    const looks: number[] = [];
    const states = {
      describeExecution: async ({ executionArn }: { executionArn: string }) => ({
        input: JSON.stringify({ instanceId: `i-${executionArn.split(':').at(-1)}` }),
      }),
      getExecutionHistory: async () => {
        looks[looks.length - 1] = (looks.at(-1) ?? 0) + 1;
        return { events: [{ stateEnteredEventDetails: { name: 'Patch Instance' } }] };
      },
    };
    const phases: string[] = [];
    let standing = 0;
    const subject = {
      runs: [],
      bucket,
      members: async () => [],
      working: async () => {
        looks.push(0);
        return { count: 45, executions };
      },
      end: async () => (looks.length === 3 ? [] : undefined),
    };
    await follow(
      { ...region.clients, states } as unknown as Clients,
      subject,
      {
        phase: ({ instanceId, phase }) => phases.push(`${instanceId} ${phase}`),
        looked: ({ machines }) => {
          standing = Math.max(standing, machines.length);
        },
      },
      never,
    );
    assert.deepEqual(looks, [20, 20, 20]);
    assert.deepEqual(new Set(phases), new Set(executions.map((_, index) => `i-${index} patching`)));
    assert.deepEqual([phases.length, standing], [45, 45], 'each phase is told once');
  });

  test('stops when it is told to, with the reason that it is given', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    await assert.rejects(told([async () => stop.abort(reason), async () => {}], [], stop.signal), reason);
  });
});
