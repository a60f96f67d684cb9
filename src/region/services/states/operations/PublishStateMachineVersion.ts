import { operation } from '../../../service.ts';
import { conflictException } from '../errors.ts';
import { findActiveMachine } from '../state-machine.ts';
import { publishVersion, revisionShown } from '../version.ts';

/** Source: AWS Step Functions API Reference, "PublishStateMachineVersion". */
export const PublishStateMachineVersion = operation<'states', 'PublishStateMachineVersion'>({
  accepts: ['stateMachineArn', 'revisionId', 'description'],
  authorize: (input) => [{ action: 'states:PublishStateMachineVersion', resource: input.stateMachineArn }],
  run({ stateMachineArn, revisionId, description }, context) {
    const machine = findActiveMachine(context, stateMachineArn);
    if (revisionId !== undefined && revisionId !== revisionShown(machine))
      throw conflictException(
        `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${revisionShown(machine)}.`,
      );
    const version = publishVersion(context, machine, description);
    return { stateMachineVersionArn: version.arn, creationDate: new Date(version.createdAt) };
  },
});
