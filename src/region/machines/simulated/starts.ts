/** Starts that come to nothing. */
import { MachineError } from '../driver.ts';
import { behaviourOf, type Disk } from './disk.ts';

/** @throws MachineError InsufficientCapacity, as often as the machine's behaviour has it */
export function reserve(id: string, disk: Disk, save: () => void): void {
  const { noCapacity = 0 } = behaviourOf(disk);
  const refused = disk.refusedStarts ?? 0;
  if (noCapacity !== 'always' && refused >= noCapacity) return;
  disk.refusedStarts = refused + 1;
  save();
  throw new MachineError('InsufficientCapacity', `There is no capacity to start ${id} now. Try again later.`);
}

/** What EC2 says of each (API page of StateReason; Troubleshoot instance launch issues, User Guide). */
const messages = {
  'Client.InternalError': 'Client error on launch',
  'Client.InvalidKMSKey.InvalidState': 'The KMS key that encrypts the volume is not in a state in which it can be used',
  'Server.InternalError': 'Internal error on launch',
} as const;

/** Why the machine does not start, if it does not. */
export function startFailure(disk: Disk): MachineError | undefined {
  const { startFails } = behaviourOf(disk);
  return startFails && new MachineError('StartFailed', messages[startFails], { reason: startFails });
}
