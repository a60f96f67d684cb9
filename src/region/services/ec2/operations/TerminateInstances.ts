import { operation } from '../../../service.ts';
import { changeStates } from '../changes.ts';
import { protectedInstance } from '../errors.ts';
import { beginTermination } from '../lifecycle.ts';
import { onInstances } from '../reading.ts';
import { byUser, userInitiated } from '../reasons.ts';

/** Terminates instances: their machines go with all they have, and an hour later nothing is known of them any more. */
export const TerminateInstances = operation<'ec2', 'TerminateInstances'>({
  accepts: ['InstanceIds', 'DryRun'],
  authorize: ({ InstanceIds }, context) => onInstances(context, 'ec2:TerminateInstances', InstanceIds!),
  run: ({ InstanceIds }, context) => ({
    TerminatingInstances: changeStates(
      context,
      'terminate',
      InstanceIds!,
      (instance) => beginTermination(context, instance, { reason: userInitiated, transition: byUser(context.now) }),
      ({ id, details }) => {
        if (details.disableApiTermination) throw protectedInstance(id, 'terminate', 'disableApiTermination');
      },
    ),
  }),
});
