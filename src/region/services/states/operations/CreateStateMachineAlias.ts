import { operation } from '../../../service.ts';
import { checkAliasName, checkRouting, machineOfRouting, routingOf } from '../alias.ts';
import { conflictException, serviceQuotaExceeded, stateMachineDeleting } from '../errors.ts';
import { aliases } from '../rows/versions.ts';

/** "Maximum number of aliases": 100 for each state machine. Source: "Service quotas". */
const mostAliases = 100;

/** Creating the same alias again answers with the one there is. Source: API Reference, "CreateStateMachineAlias". */
export const CreateStateMachineAlias = operation<'states', 'CreateStateMachineAlias'>({
  accepts: ['name', 'description', 'routingConfiguration'],
  authorize: (input) => [
    { action: 'states:CreateStateMachineAlias', resource: machineOfRouting(input.routingConfiguration) },
  ],
  run({ name, description, routingConfiguration }, context) {
    checkAliasName(name);
    const machine = checkRouting(context, routingConfiguration);
    if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
    const arn = `${machine.arn}:${name}`;
    const before = aliases.find(context.db, arn);
    if (before) {
      const same =
        JSON.stringify(routingOf(before)) === JSON.stringify(routingConfiguration) &&
        before.description === (description ?? null);
      if (!same)
        throw conflictException(
          'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
        );
      return { stateMachineAliasArn: arn, creationDate: new Date(before.createdAt) };
    }
    if (aliases.list(context.db, machine.arn).length >= mostAliases)
      throw serviceQuotaExceeded(`The state machine has ${mostAliases} aliases: delete one to create another.`);
    aliases.insert(context.db, {
      arn,
      machineArn: machine.arn,
      name,
      description: description ?? null,
      routing: JSON.stringify(routingConfiguration),
      createdAt: context.now,
      updatedAt: context.now,
    });
    return { stateMachineAliasArn: arn, creationDate: new Date(context.now) };
  },
});
