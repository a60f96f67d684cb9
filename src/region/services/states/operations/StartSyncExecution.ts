import { operation } from '../../../service.ts';
import { stateMachineTypeNotSupported } from '../errors.ts';
import { beginExecution } from '../execution/begin.ts';
import { endOf } from '../execution/finish.ts';
import { readRequest } from '../execution/request.ts';
import { executions } from '../rows/executions.ts';

/** Answers when the execution has ended. It bills nothing. Source: API Reference, "StartSyncExecution". */
export const StartSyncExecution = operation<'states', 'StartSyncExecution'>({
  accepts: ['stateMachineArn', 'name', 'input', 'includedData'],
  authorize: (input) => [{ action: 'states:StartSyncExecution', resource: input.stateMachineArn }],
  async respond({ includedData, ...request }, outside, principal) {
    const arn = outside.transaction(principal, (context) => {
      const beginning = readRequest(context, request);
      if (beginning.type !== 'EXPRESS') throw stateMachineTypeNotSupported();
      beginExecution(context, beginning);
      return beginning.arn;
    });
    const ended = await outside.until(endOf(arn), () =>
      outside.transaction(principal, (context) => {
        const row = executions.find(context.db, arn);
        return row?.status === 'RUNNING' ? undefined : row;
      }),
    );
    if (!ended) throw new RangeError(`The execution ${arn} has ended and is not there`);
    const included = includedData !== 'METADATA_ONLY';
    return {
      executionArn: ended.arn,
      stateMachineArn: ended.machineArn,
      name: ended.name,
      startDate: new Date(ended.startedAt),
      stopDate: new Date(ended.stoppedAt ?? ended.startedAt),
      status: ended.status === 'ABORTED' || ended.status === 'RUNNING' ? 'FAILED' : ended.status,
      error: ended.error ?? undefined,
      cause: ended.cause ?? undefined,
      input: included ? ended.input : undefined,
      inputDetails: { included },
      output: included ? (ended.output ?? undefined) : undefined,
      outputDetails: ended.output === null ? undefined : { included },
    };
  },
});
