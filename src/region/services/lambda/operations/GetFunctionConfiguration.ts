import { operation } from '../../../service.ts';
import { describeFunction } from '../configuration.ts';
import { functionNamed, onFunction } from '../function.ts';

/** Source: Lambda API Reference, "GetFunctionConfiguration". */
export const GetFunctionConfiguration = operation<'lambda', 'GetFunctionConfiguration'>({
  accepts: ['FunctionName', 'Qualifier'],
  authorize: (input, context) => [onFunction(context, 'GetFunctionConfiguration', input.FunctionName)],
  run: (input, context) => describeFunction(context, functionNamed(context, input.FunctionName, input.Qualifier)),
});
