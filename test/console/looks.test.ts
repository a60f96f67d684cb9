import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inventoryOf } from '../../src/operator/fleet/inventory.ts';
import { machinesOf } from '../../src/operator/fleet/machines.ts';
import { patchStatesOf } from '../../src/operator/fleet/patch-states.ts';
import { standingOf } from '../../src/operator/fleet/standing.ts';
import { scriptedFleet } from './scripted-fleet.ts';

const now = Date.UTC(2026, 0, 1);

describe('looking at thousands of machines', () => {
  test('costs a request for a thousand instances, and ten for their patch states, also where several look at once', async () => {
    const { clients, calls } = scriptedFleet(3000, now);
    await Promise.all([machinesOf(clients, 'fleet'), machinesOf(clients, 'fleet'), machinesOf(clients, 'fleet')]);
    assert.deepEqual([calls.get('DescribeInstances'), calls.get('DescribeInstancePatchStates')], [3, 10]);
  });

  test('asks with the next look for the patch states that are not known yet, and not again for the others', async () => {
    const { clients, calls } = scriptedFleet(1000, now);
    const { instances } = await inventoryOf(
      clients,
      'fleet',
      await standingOf(clients, 'fleet'),
      Number.POSITIVE_INFINITY,
    );
    const ids = instances.map(({ id }) => id);
    const known = async () => {
      const counts = await patchStatesOf(clients, ids);
      return ids.filter((id) => counts(id)).length;
    };
    assert.deepEqual([await known(), await known(), await known()], [500, 1000, 1000]);
    assert.equal(calls.get('DescribeInstancePatchStates'), 20);
  });

  test('answers after a moment with what has come by then, and says so', async () => {
    const fleet = scriptedFleet(3000, now);
    const { clients, calls } = fleet;
    const page = Promise.withResolvers<void>();
    fleet.onCall = () => (calls.get('DescribeInstances') === 2 ? page.promise : undefined);
    const standing = await standingOf(clients, 'fleet');
    const first = await inventoryOf(clients, 'fleet', standing, 50);
    assert.deepEqual([first.whole, first.instances.length], [false, 1000]);
    page.resolve();
    const second = await inventoryOf(clients, 'fleet', standing, Number.POSITIVE_INFINITY);
    assert.deepEqual([second.whole, second.instances.length], [true, 3000]);
  });

  test('says what failed, and looks again', async () => {
    const fleet = scriptedFleet(10, now);
    const { clients } = fleet;
    const standing = await standingOf(clients, 'fleet');
    const down = Object.assign(new Error('down'), { name: 'InternalError' });
    fleet.onCall = () => Promise.reject(down);
    await assert.rejects(inventoryOf(clients, 'fleet', standing, 1000), down);
    fleet.onCall = () => {};
    assert.equal((await inventoryOf(clients, 'fleet', standing, 1000)).instances.length, 10);
    fleet.onCall = () => Promise.reject(down);
    await assert.rejects(inventoryOf(clients, 'fleet', standing, 1000), down, 'also when it was whole before');
  });
});
