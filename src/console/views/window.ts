import { timeAt } from '../../operator/fleet/time.ts';
import { isFleet, outputsOf } from '../../operator/stack.ts';
import { type Opening, openingsOf, type WindowFacts, windowOf } from '../../operator/window.ts';
import type { View } from '../view.ts';

export interface WindowAnswer extends WindowFacts {
  /** the endpoint's time */
  readonly now: string;
  readonly kind: 'fleet' | 'pattern';
  /** the newest first, as many as a person reads */
  readonly history: readonly Opening[];
}

const mostOpenings = 100;

/** The maintenance window of a stack: when it opens, and what came of it when it did. */
export const window: View<{ stack: string }, WindowAnswer> = {
  params: ['stack'],
  async read({ clients }, { stack }) {
    const outputs = await outputsOf(clients, stack);
    return {
      ...(await windowOf(clients, outputs.WindowId)),
      now: (await timeAt(clients)).toISOString(),
      kind: isFleet(outputs) ? 'fleet' : 'pattern',
      history: await openingsOf(clients, outputs.WindowId, mostOpenings),
    };
  },
};
