import { operation } from '../../../service.ts';
import { functionNamed, onFunction, retireRevision } from '../function.ts';
import { deleteFunction } from '../rows.ts';

/** Source: Lambda API Reference, "DeleteFunction". The log group stays, as on AWS. */
export const DeleteFunction = operation<'lambda', 'DeleteFunction'>({
  accepts: ['FunctionName'],
  authorize: (input, context) => [onFunction(context, 'DeleteFunction', input.FunctionName)],
  run(input, context) {
    const row = functionNamed(context, input.FunctionName);
    deleteFunction(context.db, row.name);
    retireRevision(context, row.revision);
    return { StatusCode: 204 };
  },
});
