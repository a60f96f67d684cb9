import { type Action, text } from '../view.ts';

/** Lets an execution that did not succeed go on with what failed in it, with the input it had. */
export const redriveExecution: Action<{ executionArn: string }, void> = {
  input: { executionArn: text },
  async carryOut({ clients }, { executionArn }) {
    await clients.states.redriveExecution({ executionArn });
  },
};
