import type { Service } from '../../service.ts';
import { deleteInstance, findInstance, hasInstanceIn } from './rows.ts';
import { addProbe } from './work.ts';

export const timers: NonNullable<Service['timers']> = {
  probeMachines(_payload, context) {
    if (hasInstanceIn(context.db, 'running')) addProbe(context, false);
  },

  /** An hour after its termination nothing is known of an instance any more. */
  forgetInstance({ instanceId }: { instanceId: string }, context) {
    const instance = findInstance(context.db, instanceId);
    if (instance) deleteInstance(context.db, instance);
  },
};
