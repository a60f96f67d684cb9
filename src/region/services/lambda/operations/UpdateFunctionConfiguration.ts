import { operation } from '../../../service.ts';
import { configurationMembers, configure, describeFunction } from '../configuration.ts';
import { checkRevision, checkRole, functionNamed, onFunction, passRole, retireRevision } from '../function.ts';
import { updateFunction } from '../rows.ts';

/** Source: Lambda API Reference, "UpdateFunctionConfiguration". Members that are left out stay as they are. */
export const UpdateFunctionConfiguration = operation<'lambda', 'UpdateFunctionConfiguration'>({
  accepts: [...configurationMembers, 'FunctionName', 'RevisionId'],
  authorize: (input, context) => [
    onFunction(context, 'UpdateFunctionConfiguration', input.FunctionName),
    ...(input.Role === undefined ? [] : [passRole(input.Role)]),
  ],
  run(input, context) {
    const before = functionNamed(context, input.FunctionName);
    checkRevision(before, input.RevisionId);
    const configuration = configure(before.configuration, input);
    if (input.Role !== undefined) checkRole(context, input.Role, before.name);
    const row = { ...before, configuration, revision: context.uuid(), modified: context.now };
    updateFunction(context.db, row);
    retireRevision(context, before.revision);
    return describeFunction(context, row);
  },
});
