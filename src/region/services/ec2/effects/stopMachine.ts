import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { becomeStopped, becomeTerminated } from '../lifecycle.ts';
import { internalError } from '../reasons.ts';
import { still } from './still.ts';

/** Shuts a machine down. Where that fails it is tried again, and the instance stays in `stopping`, as it does on AWS. */
export async function stopMachine({ instanceId }: { instanceId: string }, { machines }: Outside): Promise<Commit> {
  try {
    await machines.stop(instanceId);
    return still(instanceId, 'stopping', (context, instance) => becomeStopped(context, instance));
  } catch (error) {
    if (!(error instanceof MachineError) || error.code !== 'NoSuchMachine') throw error;
    return still(instanceId, 'stopping', (context, instance) =>
      becomeTerminated(context, instance, { reason: internalError(error.message) }),
    );
  }
}
