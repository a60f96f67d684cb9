import { type RunPage, runList } from '../../operator/fleet/run-list.ts';
import { patternRunList } from '../../operator/pattern-run-list.ts';
import { isFleet, outputsOf } from '../../operator/stack.ts';
import { kept } from '../kept.ts';
import type { View } from '../view.ts';

export interface RunsAnswer extends RunPage {
  readonly kind: 'fleet' | 'pattern';
}

/** The runs of a stack, the newest first. With `before`, as `older` of another answer had it, those before them. */
export const runs: View<{ stack: string; before?: string }, RunsAnswer> = {
  params: ['stack'],
  optional: ['before'],
  async read({ clients }, { stack, before }) {
    const outputs = await outputsOf(clients, stack);
    const key = JSON.stringify(['runs', outputs]);
    const list = await kept(clients, key, async () =>
      isFleet(outputs) ? runList(clients, outputs) : patternRunList(clients, outputs),
    );
    return { kind: isFleet(outputs) ? 'fleet' : 'pattern', ...(await list(before)) };
  },
};
