import { type Action, text, texts } from '../view.ts';

/** Cancels a command, on some of its machines. What runs there may come to its own end before it is killed. */
export const cancelCommand: Action<{ commandId: string; instanceIds: string[] }, void> = {
  input: { commandId: text, instanceIds: texts },
  async carryOut({ clients }, { commandId, instanceIds }) {
    await clients.ssm.cancelCommand({ CommandId: commandId, InstanceIds: instanceIds });
  },
};
