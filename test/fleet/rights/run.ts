/** One errand from beginning to end, past its window's end and one sweep. */
import { until } from '../../e2e/until.ts';
import { callSweeper, type Errand, type Seen, statesOf } from './errands.ts';
import type { World } from './world.ts';

export interface Ran {
  readonly seen: Seen;
  /** the states of its instances after one sweep past every lease */
  readonly states: readonly string[];
}

const DAY = 86_400_000;

/**
 * @param deny takes a right away once the instances are there, and answers how to give it back
 * @param sweepIsDenied whether it is a right of the sweeper's own: then the sweep is one after it was given back
 */
export async function run(
  world: World,
  errand: Errand,
  deny: () => Promise<() => Promise<void>> = async () => async () => {},
  sweepIsDenied = false,
): Promise<Ran> {
  const { fleet } = world;
  const ids = errand.machines.length ? await fleet.launch(errand.machines, errand.volumeKey) : [];
  const allow = await deny();
  let allowed = false;
  try {
    const seen = await errand.run(world, ids);
    if (sweepIsDenied) {
      await allow();
      allowed = true;
    }
    if (ids.length) await callSweeper(world, fleet.now() + DAY);
    const states = await until(
      'what is stopping has stopped',
      () => statesOf(world, ids),
      (now) => !now.some((state) => state === 'stopping' || state === 'pending'),
    );
    return { seen, states };
  } finally {
    if (!allowed) await allow();
    if (ids.length) await fleet.terminate(ids);
  }
}
