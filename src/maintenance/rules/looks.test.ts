import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Looks, looksAt } from './looks.ts';
import { UNKNOWN } from './timing.ts';
import { pauseSeconds } from './wait.ts';

const measured = { bootSeconds: 50, patchSeconds: 900, stopSeconds: 30 };
const since = new Date('2030-01-31T02:00:00.000Z');

/** The looks at a wait that takes so many seconds, and for how long the machine idles until the last of them. */
function watch(looks: readonly number[], seconds: number) {
  let [count, elapsed] = [0, 0];
  for (; elapsed < seconds; count++)
    elapsed += pauseSeconds({
      since,
      now: new Date(since.getTime() + elapsed * 1000),
      intervalSeconds: 15,
      looks,
    });
  return { count, idle: elapsed - seconds };
}

describe('it is worth looking', () => {
  test('shortly before what the instance itself took, and at its patch once early', () => {
    assert.deepEqual(looksAt('stopped', measured, UNKNOWN), { boot: [49], patch: [150, 882], stop: [29] });
  });

  test('by what others took, where the instance was never measured, and at its patch twice early', () => {
    assert.deepEqual(looksAt('stopped', UNKNOWN, measured), { boot: [50], patch: [150, 450, 873, 900], stop: [30] });
  });

  test('by the instance’s own time for each phase that has one', () => {
    const typical = { bootSeconds: 100, patchSeconds: 100, stopSeconds: 100 };
    assert.deepEqual(looksAt('stopped', { ...measured, stopSeconds: 0 }, typical), {
      boot: [49],
      patch: [150, 882],
      stop: [100],
    });
  });

  test('not early where there is little to be won', () => {
    assert.deepEqual(looksAt('stopped', { ...UNKNOWN, patchSeconds: 75 }, UNKNOWN).patch, [73]);
    assert.deepEqual(looksAt('stopped', UNKNOWN, { ...UNKNOWN, patchSeconds: 120 }).patch, [20, 116, 120]);
  });

  test('at once at one that was found running', () => {
    assert.deepEqual(looksAt('running', measured, measured), { boot: [], patch: [150, 882], stop: [29] });
  });

  test('nobody knows when, where nothing was measured', () => {
    assert.deepEqual(looksAt('stopped', UNKNOWN, UNKNOWN), { boot: [], patch: [], stop: [] } satisfies Looks);
  });
});

describe('a patch of a quarter of an hour', () => {
  test('costs at most four looks and 40 idle seconds, by its own time or by that of its kind', () => {
    for (let over = 0; over <= 30; over++) {
      const own = watch(looksAt('stopped', { ...UNKNOWN, patchSeconds: 900 + over }, UNKNOWN).patch, 900);
      const typical = watch(looksAt('stopped', UNKNOWN, { ...UNKNOWN, patchSeconds: 900 + over }).patch, 900);
      for (const { count, idle } of [own, typical]) assert.ok(count <= 4 && idle <= 40, `${count} looks, ${idle} s`);
    }
  });
});

describe('an estimate that is far too long', () => {
  test('lets a machine with nothing to install idle for a sixth of it at most', () => {
    for (const looks of [looksAt('stopped', measured, UNKNOWN), looksAt('stopped', UNKNOWN, measured)])
      assert.ok(watch(looks.patch, 40).idle <= 150);
  });

  test('of others lets a machine idle for no longer than twice as long as it worked, from a sixth on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 150, max: 7200 }),
        fc.double({ min: 1 / 6, max: 1, noNaN: true }),
        (typical, part) => {
          const seconds = Math.ceil(part * typical);
          const { idle } = watch(looksAt('stopped', UNKNOWN, { ...UNKNOWN, patchSeconds: typical }).patch, seconds);
          assert.ok(idle <= Math.max(66, 2 * seconds), `${idle} s after ${seconds}`);
        },
      ),
    );
  });
});
