/** How often PatchInstance looks, and until when. */
import assert from 'node:assert/strict';
import { afterEach, describe, mock, test } from 'node:test';
import { timingIn } from '../../rules/timing.ts';
import { instanceId } from '../../testing/maintenance.ts';
import {
  errorOf,
  findingOf,
  type Options,
  type Rehearsed,
  recordOf,
  rehearsePatchInstance as rehearse,
} from '../../testing/rehearse-patch-instance.ts';

describe('PatchInstance', () => {
  afterEach(() => mock.restoreAll());

  describe('at the end of the window', () => {
    test('gives up on what is still under way, in time to stop the instance', async () => {
      const run = await rehearse({ found: 'stopped', patch: 'hangs', settings: { Duration: '2' } });
      assert.deepEqual([errorOf(run), findingOf(run)], ['WindowEnded', 'PatchFailed WindowEnded']);
      assert.equal(run.instanceState, 'stopped');
      assert.ok(run.seconds < 2 * 3600, `it was stopped after ${run.seconds} seconds`);
    });
  });

  describe('does not look too often', () => {
    const few = (run: Rehearsed) => {
      assert.equal(findingOf(run), 'Patched Installed');
      assert.ok(run.transitions <= 40, `${run.transitions} transitions`);
      assert.ok(run.invoked.length <= 12, `${run.invoked.length} invocations`);
    };

    test('at most 40 transitions and 12 invocations for a patch of 15 minutes, run after run, once it was measured', async () => {
      let { tags } = await rehearse({ found: 'stopped', patchSeconds: 900 });
      for (let times = 0; times < 8; times++) {
        const run = await rehearse({ found: 'stopped', patchSeconds: 900, tags });
        few(run);
        tags = run.tags;
      }
    });

    test('no more for one that was never measured, where others of its fleet were', async () => {
      const { tags } = await rehearse({ found: 'stopped', patchSeconds: 900 });
      const run = await rehearse({
        found: 'stopped',
        patchSeconds: 900,
        input: { instanceId, typical: { ...timingIn(tags) } },
      });
      few(run);
      assert.equal(timingIn(run.tags).patchSeconds > 0, true);
    });

    test('idles for less than a minute beyond boot, patch and shutdown, by what others took and by what it took itself', async () => {
      // Of the simulated machine: until its agent is online, and until it has stopped.
      const [boot, shutdown] = [40, 30];
      for (const patchSeconds of [870, 900, 930]) {
        const first = await rehearse({ found: 'stopped', patchSeconds });
        let options: Omit<Options, 'found'> = { input: { instanceId, typical: { ...timingIn(first.tags) } } };
        for (let times = 0; times < 4; times++) {
          const run = await rehearse({ found: 'stopped', patchSeconds, ...options });
          const idle = Number(recordOf(run).awakeSeconds) - boot - patchSeconds - shutdown;
          assert.ok(idle >= 0 && idle < 60, `${idle} seconds, run ${times} of ${patchSeconds}`);
          few(run);
          options = { tags: run.tags };
        }
      }
    });

    test('lets a machine that has nothing to install this time idle for three minutes at most', async () => {
      const { tags } = await rehearse({ found: 'stopped', patchSeconds: 900 });
      for (const known of [{ tags }, { input: { instanceId, typical: { ...timingIn(tags) } } }]) {
        const run = await rehearse({ found: 'stopped', patchSeconds: 30, changes: false, ...known });
        assert.equal(findingOf(run), 'AlreadyCompliant Clean');
        assert.ok(timingIn(run.tags).patchSeconds <= 30 + 180, run.tags['wakepatch:timing']);
      }
    });

    test('looks at the end of the window at the latest, however long others took', async () => {
      const typical = { bootSeconds: 40, patchSeconds: 10_000, stopSeconds: 20 };
      const input = { instanceId, typical, end: '2030-01-31T04:00:00Z' };
      const run = await rehearse({ found: 'stopped', patch: 'hangs', input });
      assert.equal(findingOf(run), 'PatchFailed WindowEnded');
      const stopping = Date.parse(String(recordOf(run).stoppingAt)) - Date.parse('2030-01-31T03:45:00Z');
      assert.ok(stopping >= 0 && stopping < 60_000, `${stopping} ms after it had to stop`);
    });

    test('a patch that hangs costs far less than the events that an execution may have', async () => {
      const run = await rehearse({ found: 'stopped', patch: 'hangs' });
      assert.ok(run.events < 3000, `${run.events} events in ${run.seconds} seconds`);
    });
  });
});
