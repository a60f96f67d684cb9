import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { addMachineWork } from '../work.ts';
import { still } from './still.ts';

/** How long a machine that does not answer is given before it is rebooted all the same, in seconds. */
const patience = 60;

/**
 * A reboot is done once, though an effect may be performed twice: the identity of the boot it shall end is written down
 * first, and when that boot is over there is nothing left to do.
 */
export async function noteBoot({ instanceId }: { instanceId: string }, outside: Outside): Promise<Commit> {
  const boot = await currentBoot(instanceId, outside);
  return still(instanceId, 'running', (context, instance) =>
    addMachineWork(context, 'rebootMachine', instance, { boot: boot ?? null }),
  );
}

/** @param payload.boot from the driver's `bootId`; null: it did not answer in time */
export async function rebootMachine(
  { instanceId, boot }: { instanceId: string; boot: string | null },
  outside: Outside,
): Promise<Commit> {
  const lookAgain: Commit = still(instanceId, 'running', (context, instance) => {
    addMachineWork(context, 'confirmMachine', instance);
    // EventBridge knows no such event: EC2 tells nobody of a reboot, but what runs on the machine begins anew.
    context.publish({ source: 'aws.ec2', detailType: 'Machine Rebooted', detail: { 'instance-id': instanceId } });
  });
  if (boot !== null) {
    const now = await currentBoot(instanceId, outside);
    if (now !== undefined && now !== boot) return lookAgain;
  }
  try {
    await outside.machines.reboot(instanceId);
  } catch (error) {
    // A machine that is down or did not come up again: looking at it tells what has become of the instance.
    if (!(error instanceof MachineError)) throw error;
  }
  return lookAgain;
}

async function currentBoot(instanceId: string, { machines, clock, signal }: Outside): Promise<string | undefined> {
  for (let second = 0; second < patience; second++) {
    const boot = await machines.bootId(instanceId);
    if (boot !== undefined || (await machines.status(instanceId)) !== 'running') return boot;
    await clock.sleep(1000, signal);
  }
  return undefined;
}
