import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { becomeRunning, failLaunch } from '../lifecycle.ts';
import { addMachineWork } from '../work.ts';
import { still } from './still.ts';

/** Makes the machine of a new instance and starts it. @param payload.image from the driver's `prepareImage` */
export async function launchMachine(
  { instanceId, image }: { instanceId: string; image: string },
  { machines }: Outside,
): Promise<Commit> {
  try {
    await machines.create(instanceId, { image, hostname: instanceId });
    await machines.start(instanceId);
    return still(instanceId, 'pending', becomeRunning);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    return still(instanceId, 'pending', (context, instance) => {
      failLaunch(context, instance, error.message);
      addMachineWork(context, 'destroyMachine', instance);
    });
  }
}
