import type { Commit, Outside } from '../../../service.ts';
import { becomeTerminated } from '../lifecycle.ts';
import { still } from './still.ts';

/** Removes a machine with all it has. */
export async function destroyMachine({ instanceId }: { instanceId: string }, { machines }: Outside): Promise<Commit> {
  await machines.destroy(instanceId);
  return still(instanceId, 'shutting-down', (context, instance) => becomeTerminated(context, instance));
}
