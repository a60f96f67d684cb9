import { operation } from '../../../service.ts';
import { changeStates } from '../changes.ts';
import { onInstances } from '../reading.ts';
import { addMachineWork } from '../work.ts';

/** Asks for a reboot, which changes no state; it comes behind whatever else was asked of the machine. */
export const RebootInstances = operation<'ec2', 'RebootInstances'>({
  accepts: ['InstanceIds', 'DryRun'],
  authorize: ({ InstanceIds }, context) => onInstances(context, 'ec2:RebootInstances', InstanceIds!),
  run({ InstanceIds }, context) {
    changeStates(context, 'reboot', InstanceIds!, (instance) => addMachineWork(context, 'noteBoot', instance));
    return {};
  },
});
