import { operation } from '../../../service.ts';
import { noPolicy } from '../errors.ts';
import { functionNamed, onFunction, policyOf } from '../function.ts';
import { permissions } from '../rows.ts';

/** Source: Lambda API Reference, "GetPolicy". There is no `RevisionId`: the operations on policies take none here. */
export const GetPolicy = operation<'lambda', 'GetPolicy'>({
  accepts: ['FunctionName', 'Qualifier'],
  authorize: (input, context) => [onFunction(context, 'GetPolicy', input.FunctionName)],
  run(input, context) {
    const { name } = functionNamed(context, input.FunctionName, input.Qualifier);
    const statements = permissions.list(context.db, name);
    if (statements.length === 0) throw noPolicy();
    return { Policy: JSON.stringify(policyOf(statements)) };
  },
});
