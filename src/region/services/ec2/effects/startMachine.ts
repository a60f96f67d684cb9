import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { unusableVolumeKey } from '../launch/volumeKey.ts';
import { becomeRunning, becomeStopped, becomeTerminated } from '../lifecycle.ts';
import { startFailed } from '../reasons.ts';
import { still } from './still.ts';

/** Starts a machine that is there. If it fails the instance falls back to stopped, with the cause, as on AWS. */
export async function startMachine(
  { instanceId, keyIsDenied }: { instanceId: string; keyIsDenied?: boolean },
  { machines }: Outside,
): Promise<Commit> {
  try {
    if (keyIsDenied) throw unusableVolumeKey();
    await machines.start(instanceId);
    return still(instanceId, 'pending', becomeRunning);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const change = { reason: startFailed(error) };
    if (error.code === 'NoSuchMachine')
      return still(instanceId, 'pending', (context, instance) => becomeTerminated(context, instance, change));
    // Half started is not stopped: what may have come up is brought down before the row says that it is.
    if (error.code === 'StartFailed') await machines.stop(instanceId);
    return still(instanceId, 'pending', (context, instance) => becomeStopped(context, instance, change));
  }
}
