import { operation } from '../../../service.ts';
import { routesTo } from '../alias.ts';
import { checkArn, unqualified } from '../arns.ts';
import { conflictException, validationException } from '../errors.ts';
import { aliases, versions } from '../rows/versions.ts';

/** Executions of the version go on. Deleting what is not there succeeds. Source: API Reference, "DeleteStateMachineVersion". */
export const DeleteStateMachineVersion = operation<'states', 'DeleteStateMachineVersion'>({
  accepts: ['stateMachineVersionArn'],
  authorize: (input) => [{ action: 'states:DeleteStateMachineVersion', resource: input.stateMachineVersionArn }],
  run({ stateMachineVersionArn }, context) {
    const machineArn = unqualified(checkArn(stateMachineVersionArn, 'stateMachine'));
    if (!/:\d+$/.test(stateMachineVersionArn.slice(machineArn.length)))
      throw validationException(`The ARN ${stateMachineVersionArn} is not that of a version.`);
    const referring = aliases
      .list(context.db, machineArn)
      .filter((alias) => routesTo(alias, stateMachineVersionArn))
      .map(({ name }) => name);
    if (referring.length > 0)
      throw conflictException(
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${referring.join(', ')}]`,
      );
    versions.delete(context.db, stateMachineVersionArn);
    return {};
  },
});
