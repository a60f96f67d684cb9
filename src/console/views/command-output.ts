import { stepsOf } from '../../operator/commands/invocations.ts';
import { Failure } from '../../operator/failure.ts';
import type { View } from '../view.ts';

/** What a step printed on one machine, as far as Systems Manager has kept it. */
export const commandOutput: View<
  { id: string; instance: string; step: string; stream: string },
  { readonly text: string }
> = {
  params: ['id', 'instance', 'step', 'stream'],
  async read({ clients }, { id, instance, step, stream }) {
    const found = (await stepsOf(clients, id, instance)).find(({ name }) => name === step);
    if (!found) throw new Failure(`The command ${id} has no step ${step} on ${instance}. Load the page again.`);
    return { text: (stream === 'stderr' ? found.stderr : found.stdout).text };
  },
};
