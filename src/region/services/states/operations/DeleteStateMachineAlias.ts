import { operation } from '../../../service.ts';
import { findAlias } from '../alias.ts';
import { aliases } from '../rows/versions.ts';

/** Source: AWS Step Functions API Reference, "DeleteStateMachineAlias". */
export const DeleteStateMachineAlias = operation<'states', 'DeleteStateMachineAlias'>({
  accepts: ['stateMachineAliasArn'],
  authorize: (input) => [{ action: 'states:DeleteStateMachineAlias', resource: input.stateMachineAliasArn }],
  run({ stateMachineAliasArn }, context) {
    aliases.delete(context.db, findAlias(context, stateMachineAliasArn).arn);
    return {};
  },
});
