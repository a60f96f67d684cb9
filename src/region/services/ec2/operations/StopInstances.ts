import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { changeStates } from '../changes.ts';
import { neverRan, notEbs, oneTimeSpot, protectedInstance } from '../errors.ts';
import { beginStop } from '../lifecycle.ts';
import { onInstances } from '../reading.ts';

/**
 * Stops instances: a graceful shutdown, by force where that takes too long. That is also what `Force` asks for ("the
 * instance will first attempt a graceful shutdown […]; if it fails to complete within the timeout period, the instance
 * shuts down forcibly", API page of StopInstances).
 */
export const StopInstances = operation<'ec2', 'StopInstances'>({
  accepts: ['InstanceIds', 'Force', 'Hibernate', 'DryRun'],
  authorize: ({ InstanceIds }, context) => onInstances(context, 'ec2:StopInstances', InstanceIds!),
  run({ InstanceIds, Hibernate }, context) {
    if (Hibernate) throw notSupported('the parameter Hibernate of StopInstances');
    return {
      StoppingInstances: changeStates(
        context,
        'stop',
        InstanceIds!,
        (instance) => beginStop(context, instance),
        ({ id, state, starts, details }) => {
          if (state === 'pending' && starts === 1) throw neverRan(id);
          if (details.rootDeviceType === 'instance-store') throw notEbs(id);
          if (details.spot && !details.spot.persistent) throw oneTimeSpot(id);
          if (details.disableApiStop) throw protectedInstance(id, 'stop', 'disableApiStop');
        },
      ),
    };
  },
});
