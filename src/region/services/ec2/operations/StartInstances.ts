import { operation } from '../../../service.ts';
import { changeStates } from '../changes.ts';
import { beginStart } from '../lifecycle.ts';
import { onInstances } from '../reading.ts';

/** Starts stopped instances. One whose machine does not come up falls back to `stopped`, with the cause in its StateReason. */
export const StartInstances = operation<'ec2', 'StartInstances'>({
  accepts: ['InstanceIds', 'DryRun'],
  authorize: ({ InstanceIds }, context) => onInstances(context, 'ec2:StartInstances', InstanceIds!),
  run: ({ InstanceIds }, context) => ({
    StartingInstances: changeStates(context, 'start', InstanceIds!, (instance) => beginStart(context, instance)),
  }),
});
