import { operation } from '../../../service.ts';
import { statementNotFound } from '../errors.ts';
import { functionNamed, onFunction } from '../function.ts';
import { permissions } from '../rows.ts';

/** Source: Lambda API Reference, "RemovePermission". */
export const RemovePermission = operation<'lambda', 'RemovePermission'>({
  accepts: ['FunctionName', 'StatementId', 'Qualifier'],
  authorize: (input, context) => [onFunction(context, 'RemovePermission', input.FunctionName)],
  run(input, context) {
    const { name } = functionNamed(context, input.FunctionName, input.Qualifier);
    if (!permissions.remove(context.db, name, input.StatementId)) throw statementNotFound(input.StatementId);
    return {};
  },
});
