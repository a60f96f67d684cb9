import { type Machine, machineOf } from '../../operator/fleet/machine.ts';
import type { View } from '../view.ts';

/** One machine and its life. */
export const instance: View<{ stack: string; id: string }, Machine> = {
  params: ['stack', 'id'],
  read: ({ clients }, { stack, id }) => machineOf(clients, stack, id),
};
