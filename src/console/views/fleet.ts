import { type FleetOfMachines, machinesOf } from '../../operator/fleet/machines.ts';
import type { View } from '../view.ts';

/** Every machine that a stack selects, and what is known of it. */
export const fleet: View<{ stack: string }, FleetOfMachines> = {
  params: ['stack'],
  read: ({ clients }, { stack }) => machinesOf(clients, stack),
};
