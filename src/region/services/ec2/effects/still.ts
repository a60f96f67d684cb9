import type { Commit, Context } from '../../../service.ts';
import { findInstance, type Instance } from '../rows.ts';
import type { State } from '../states.ts';

/**
 * Writes an effect's result if the instance is still in the state that the effect was meant for: a later request may
 * have moved it on, and its own effect is next in the lane then.
 */
export function still(instanceId: string, state: State, write: (context: Context, instance: Instance) => void): Commit {
  return (context) => {
    const instance = findInstance(context.db, instanceId);
    if (instance?.state === state) write(context, instance);
  };
}
