import type { Service } from '../../../service.ts';
import { snapshotEffects } from '../snapshots/effects.ts';
import { checkHealth } from './checkHealth.ts';
import { confirmMachine } from './confirmMachine.ts';
import { destroyMachine } from './destroyMachine.ts';
import { launchMachine } from './launchMachine.ts';
import { prepareImage } from './prepareImage.ts';
import { probeMachines } from './probeMachines.ts';
import { noteBoot, rebootMachine } from './rebootMachine.ts';
import { runUserData } from './runUserData.ts';
import { startMachine } from './startMachine.ts';
import { stopMachine } from './stopMachine.ts';

/** All that EC2 does outside of transactions. */
export const effects: NonNullable<Service['effects']> = {
  checkHealth,
  confirmMachine,
  destroyMachine,
  launchMachine,
  noteBoot,
  prepareImage,
  probeMachines,
  rebootMachine,
  runUserData,
  startMachine,
  stopMachine,
  ...snapshotEffects,
};
