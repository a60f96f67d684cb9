import { operation } from '../../../service.ts';
import { checkName, expressArn } from '../arns.ts';
import { checkInput } from '../data.ts';
import { stateMachineTypeNotSupported } from '../errors.ts';
import { beginExecution } from '../execution/begin.ts';
import { endOf } from '../execution/finish.ts';
import { executions } from '../rows/executions.ts';
import { resolve } from '../state-machine.ts';

/** Answers when the execution has ended. It bills nothing. Source: API Reference, "StartSyncExecution". */
export const StartSyncExecution = operation<'states', 'StartSyncExecution'>({
  accepts: ['stateMachineArn', 'name', 'input', 'includedData'],
  authorize: (input) => [{ action: 'states:StartSyncExecution', resource: input.stateMachineArn }],
  async respond({ stateMachineArn, name = '', input = '{}', includedData }, outside, principal) {
    const arn = outside.transaction(principal, (context) => {
      const { machine, revision, versionArn, aliasArn } = resolve(context, stateMachineArn);
      if (machine.type !== 'EXPRESS') throw stateMachineTypeNotSupported();
      checkInput(input);
      const ownName = name === '' ? context.uuid() : checkName(name);
      const arn = expressArn(context, machine.name, ownName, context.uuid());
      beginExecution(context, {
        arn,
        name: ownName,
        machineArn: machine.arn,
        revisionId: revision.revisionId,
        type: machine.type,
        versionArn,
        aliasArn,
        input,
      });
      return arn;
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
