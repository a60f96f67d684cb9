import { type Action, flag, text } from '../view.ts';

/** Enables or disables a maintenance window: a disabled one does not open. What runs goes on. */
export const setWindow: Action<{ windowId: string; enabled: boolean }, void> = {
  input: { windowId: text, enabled: flag },
  async carryOut({ clients }, { windowId, enabled }) {
    await clients.ssm.updateMaintenanceWindow({ WindowId: windowId, Enabled: enabled });
  },
};
