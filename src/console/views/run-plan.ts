import { inventoryOf } from '../../operator/fleet/inventory.ts';
import { type Member, planOf } from '../../operator/fleet/plan.ts';
import { standingOf } from '../../operator/fleet/standing.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { isFleet } from '../../operator/stack.ts';
import type { Context, View } from '../view.ts';

/** What a run would do that began now. */
export interface RunPlan {
  /** when the window would end that opened now, ISO 8601; absent: the pattern has no plan */
  readonly end?: string;
  readonly canaries: number;
  readonly maxConcurrency?: number;
  /** in the order of the run */
  readonly members: readonly Member[];
}

/** The plan of a fleet is its own planner's; the pattern wakes all that its window selects. Nothing is touched. */
export const runPlan: View<{ stack: string }, RunPlan> = {
  params: ['stack'],
  async read({ clients }, { stack }) {
    const standing = await standingOf(clients, stack);
    if (!isFleet(standing.outputs)) return { canaries: 0, members: await targetsOf({ clients }, stack) };
    const { end, canaries, maxConcurrency, members } = await planOf(
      clients,
      stack,
      standing.outputs,
      await timeAt(clients),
    );
    return { end, canaries, maxConcurrency, members };
  },
};

async function targetsOf({ clients }: Pick<Context, 'clients'>, stack: string): Promise<Member[]> {
  const standing = await standingOf(clients, stack);
  const { instances } = await inventoryOf(clients, stack, standing, Number.POSITIVE_INFINITY);
  return instances.map(({ id, state, tags }) => ({
    instanceId: id,
    name: tags.Name,
    state,
    stale: false,
    admitted: true,
  }));
}
