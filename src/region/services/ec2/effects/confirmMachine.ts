import type { MachineStatus } from '../../../machines/driver.ts';
import type { Commit, Context, Outside } from '../../../service.ts';
import { adoptRunning, becomeStopped, becomeTerminated, beginTermination } from '../lifecycle.ts';
import { instanceInitiated, internalError } from '../reasons.ts';
import { findInstance, type Instance } from '../rows.ts';
import type { State } from '../states.ts';

const wentDown = (context: Context, instance: Instance): void => {
  const change = { reason: instanceInitiated };
  if (instance.details.shutdownBehavior === 'terminate') beginTermination(context, instance, change);
  else becomeStopped(context, instance, change);
};

const isGone = (context: Context, instance: Instance): void =>
  becomeTerminated(context, instance, { reason: internalError('The machine behind the instance is no longer there.') });

/** What a machine's status makes of an instance in that state; where nothing stands the two agree, or an effect is on its way. */
const verdicts: Partial<Record<State, Partial<Record<MachineStatus, (context: Context, instance: Instance) => void>>>> =
  {
    running: { stopped: wentDown, absent: isGone },
    stopped: { running: adoptRunning, absent: isGone },
  };

/**
 * Compares an instance with its machine, and the machine is right. In the instance's lane, where no other work on the
 * machine is half done.
 */
export async function confirmMachine({ instanceId }: { instanceId: string }, { machines }: Outside): Promise<Commit> {
  const status = await machines.status(instanceId);
  return (context) => {
    const instance = findInstance(context.db, instanceId);
    if (instance) verdicts[instance.state]?.[status]?.(context, instance);
  };
}
