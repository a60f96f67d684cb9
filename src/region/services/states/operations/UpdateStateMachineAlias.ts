import { operation } from '../../../service.ts';
import { checkRouting, findAlias } from '../alias.ts';
import { validationException } from '../errors.ts';
import { aliases } from '../rows/versions.ts';

/** Executions that run keep their version. Source: AWS Step Functions API Reference, "UpdateStateMachineAlias". */
export const UpdateStateMachineAlias = operation<'states', 'UpdateStateMachineAlias'>({
  accepts: ['stateMachineAliasArn', 'description', 'routingConfiguration'],
  authorize: (input) => [{ action: 'states:UpdateStateMachineAlias', resource: input.stateMachineAliasArn }],
  run({ stateMachineAliasArn, description, routingConfiguration }, context) {
    const row = findAlias(context, stateMachineAliasArn);
    if (description === undefined && routingConfiguration === undefined)
      throw validationException('At least one of the description and the routingConfiguration must be specified.');
    if (routingConfiguration && checkRouting(context, routingConfiguration).arn !== row.machineArn)
      throw validationException('The routing configuration must be of versions of the state machine of the alias.');
    aliases.update(context.db, {
      ...row,
      description: description ?? row.description,
      routing: routingConfiguration ? JSON.stringify(routingConfiguration) : row.routing,
      updatedAt: context.now,
    });
    return { updateDate: new Date(context.now) };
  },
});
