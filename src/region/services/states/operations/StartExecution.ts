import type { Context } from '../../../service.ts';
import { operation } from '../../../service.ts';
import { executionAlreadyExists } from '../errors.ts';
import { type Beginning, beginExecution } from '../execution/begin.ts';
import { readRequest } from '../execution/request.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';

/**
 * Idempotent for a STANDARD state machine while the execution of that name runs: the same input answers with that one.
 * Source: AWS Step Functions API Reference, "StartExecution".
 */
export const StartExecution = operation<'states', 'StartExecution'>({
  accepts: ['stateMachineArn', 'name', 'input'],
  authorize: (input) => [{ action: 'states:StartExecution', resource: input.stateMachineArn }],
  run(request, context) {
    const beginning = readRequest(context, request);
    const { arn, startedAt } = beginExecution(context, beginning) ?? sameOf(context, beginning);
    return { executionArn: arn, startDate: new Date(startedAt) };
  },
});

/** The execution that runs under that name. @throws WireError ExecutionAlreadyExists unless it is what is asked for */
function sameOf(context: Context, { arn, input }: Beginning): ExecutionRow {
  const known = executions.find(context.db, arn);
  if (known?.status !== 'RUNNING' || known.input !== input) throw executionAlreadyExists(arn);
  return known;
}
