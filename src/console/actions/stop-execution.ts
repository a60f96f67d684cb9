import { type Action, text } from '../view.ts';

/** Ends an execution at once: no further state of it is entered, so nothing that it woke is put to rest by it. */
export const stopExecution: Action<{ executionArn: string }, void> = {
  input: { executionArn: text },
  async carryOut({ clients }, { executionArn }) {
    const cause = 'Stopped by a person, from the console of wakepatch.';
    await clients.states.stopExecution({ executionArn, error: 'StoppedByPerson', cause });
  },
};
