import { openRun, type Run } from '../../operator/run.ts';
import { outputsOf } from '../../operator/stack.ts';
import { kept } from '../kept.ts';
import type { View } from '../view.ts';

export type RunAnswer = Run;

/** One run: what it does to each of its machines, and what it came to. */
export const run: View<{ stack: string; run: string }, RunAnswer> = {
  params: ['stack', 'run'],
  async read({ clients }, { stack, run: name }) {
    const outputs = await outputsOf(clients, stack);
    // Another state machine has other runs.
    const key = JSON.stringify(['run', outputs, name]);
    const look = await kept(clients, key, () => openRun(clients, outputs, name));
    return look();
  },
};
