import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { unusableVolumeKey } from '../launch/volumeKey.ts';
import { becomeRunning, failLaunch } from '../lifecycle.ts';
import { findInstance } from '../rows.ts';
import { addMachineWork } from '../work.ts';
import { still } from './still.ts';

/** Makes the machine of a new instance and starts it. @param payload.image from the driver's `prepareImage` */
export async function launchMachine(
  { instanceId, image }: { instanceId: string; image: string },
  outside: Outside,
): Promise<Commit> {
  const { machines } = outside;
  try {
    checkRootVolume(instanceId, outside);
    await machines.create(instanceId, { image, hostname: instanceId });
    await machines.start(instanceId);
    return still(instanceId, 'pending', becomeRunning);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    return still(instanceId, 'pending', (context, instance) => {
      failLaunch(context, instance, error);
      addMachineWork(context, 'destroyMachine', instance);
    });
  }
}

/** A disk that is not encrypted must not pass for one that is, and its key may be denied. @throws MachineError StartFailed */
function checkRootVolume(instanceId: string, { machines, read }: Outside): void {
  const instance = read((db) => findInstance(db, instanceId));
  if (instance?.details.keyIsDenied) throw unusableVolumeKey();
  if (instance?.details.encrypted && !machines.encrypts)
    throw new MachineError(
      'StartFailed',
      `The disks of ${machines.kind} machines are not encrypted by the Region. Launch it without Ebs.Encrypted.`,
      { reason: 'Client.InternalError' },
    );
}
