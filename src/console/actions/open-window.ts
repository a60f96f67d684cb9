import { patternOf } from '../../operator/stack.ts';
import { openWindow as open } from '../../operator/windows.ts';
import { type Action, text } from '../view.ts';

/** Opens the window of a stack of the pattern now, where it has a rate: that begins anew. Answers with the name of the run. */
export const openWindow: Action<{ stack: string }, { run: string }> = {
  input: { stack: text },
  async carryOut({ clients }, { stack }) {
    const { WindowId } = await patternOf(clients, stack);
    const { WindowExecutionId: run = '' } = await open(clients, WindowId);
    return { run };
  },
};
