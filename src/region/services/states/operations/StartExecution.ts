import { operation } from '../../../service.ts';
import { checkName, executionArn, expressArn } from '../arns.ts';
import { checkInput } from '../data.ts';
import { executionAlreadyExists } from '../errors.ts';
import { beginExecution } from '../execution/begin.ts';
import { executions } from '../rows/executions.ts';
import { resolve } from '../state-machine.ts';

/**
 * Idempotent for a STANDARD state machine while the execution of that name runs: the same input answers with that one.
 * Source: AWS Step Functions API Reference, "StartExecution".
 */
export const StartExecution = operation<'states', 'StartExecution'>({
  accepts: ['stateMachineArn', 'name', 'input'],
  authorize: (input) => [{ action: 'states:StartExecution', resource: input.stateMachineArn }],
  run({ stateMachineArn, name = '', input = '{}' }, context) {
    const { machine, revision, versionArn, aliasArn } = resolve(context, stateMachineArn);
    checkInput(input);
    const ownName = name === '' ? context.uuid() : checkName(name);
    const express = machine.type === 'EXPRESS';
    const arn = express
      ? expressArn(context, machine.name, ownName, context.uuid())
      : executionArn(context, machine.name, ownName);
    const before = express ? undefined : executions.find(context.db, arn);
    if (before) {
      if (before.status !== 'RUNNING' || before.input !== input) throw executionAlreadyExists(arn);
      return { executionArn: arn, startDate: new Date(before.startedAt) };
    }
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
    return { executionArn: arn, startDate: new Date(context.now) };
  },
});
