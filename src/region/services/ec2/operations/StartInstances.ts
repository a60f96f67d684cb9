import { MachineError } from '../../../machines/driver.ts';
import { operation } from '../../../service.ts';
import { changeStates } from '../changes.ts';
import { insufficientCapacity } from '../errors.ts';
import { beginStart } from '../lifecycle.ts';
import { instancesById, onInstances } from '../reading.ts';

/**
 * Starts stopped instances, all of them or none. One whose machine does not come up falls back to `stopped`, with the cause
 * in its StateReason.
 */
export const StartInstances = operation<'ec2', 'StartInstances'>({
  accepts: ['InstanceIds', 'DryRun'],
  authorize: ({ InstanceIds }, context) => onInstances(context, 'ec2:StartInstances', InstanceIds!),
  async respond({ InstanceIds }, outside, principal) {
    const { machines } = outside;
    const stopped = outside.transaction(principal, ({ db }) =>
      instancesById(db, InstanceIds!).filter(({ state }) => state === 'stopped'),
    );
    for (const { id, details } of stopped)
      try {
        await machines.reserve?.(id);
      } catch (error) {
        if (!(error instanceof MachineError && error.code === 'InsufficientCapacity')) throw error;
        throw insufficientCapacity(details.instanceType, details.availabilityZone);
      }
    return outside.transaction(principal, (context) => ({
      StartingInstances: changeStates(context, 'start', InstanceIds!, (instance) => beginStart(context, instance)),
    }));
  },
});
