import { operation } from '../../../service.ts';
import { describeFunction } from '../configuration.ts';
import { functionNamed, onFunction } from '../function.ts';

/** Source: Lambda API Reference, "GetFunction". There is no `Code.Location`: the package is not kept in a bucket. */
export const GetFunction = operation<'lambda', 'GetFunction'>({
  accepts: ['FunctionName', 'Qualifier'],
  authorize: (input, context) => [onFunction(context, 'GetFunction', input.FunctionName)],
  run(input, context) {
    const row = functionNamed(context, input.FunctionName, input.Qualifier);
    return {
      Configuration: describeFunction(context, row),
      ...(Object.keys(row.tags).length > 0 && { Tags: row.tags }),
    };
  },
});
