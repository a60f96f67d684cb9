import { operation } from '../../../service.ts';
import { describeFunction } from '../configuration.ts';
import { functionNamed, onFunction } from '../function.ts';
import { functionArn } from '../function-name.ts';

/** Source: Lambda API Reference, "ListVersionsByFunction". Nothing is ever published, so $LATEST is all there is. */
export const ListVersionsByFunction = operation<'lambda', 'ListVersionsByFunction'>({
  accepts: ['FunctionName', 'MaxItems'],
  authorize: (input, context) => [onFunction(context, 'ListVersionsByFunction', input.FunctionName)],
  run(input, context) {
    const row = functionNamed(context, input.FunctionName);
    const FunctionArn = `${functionArn(context, row.name)}:$LATEST`;
    return { Versions: [{ ...describeFunction(context, row), FunctionArn }] };
  },
});
