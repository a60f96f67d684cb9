import { operation } from '../../../service.ts';

import { executionAlreadyExists, invalidExecutionInput, stateMachineDoesNotExist } from '../errors.ts';
import { beginExecution } from '../execution.ts';
import { executions, machines } from '../rows.ts';
import { checkArn, checkName, executionArn } from '../shapes.ts';

/** "The input and output of an execution": 256 KiB as UTF-8. Source: Step Functions Developer Guide, "Service quotas". */
const longestInput = 262_144;

/**
 * Idempotent for a STANDARD state machine while the execution of that name runs: the same input answers with that one.
 * Source: AWS Step Functions API Reference, "StartExecution".
 */
export const StartExecution = operation<'states', 'StartExecution'>({
  accepts: ['stateMachineArn', 'name', 'input'],
  authorize: (input) => [{ action: 'states:StartExecution', resource: input.stateMachineArn }],
  run({ stateMachineArn, name = '', input = '{}' }, context) {
    const machine = machines.find(context.db, checkArn(stateMachineArn, 'stateMachine'));
    if (!machine) throw stateMachineDoesNotExist(stateMachineArn);
    checkInput(input);
    const ownName = name === '' ? context.uuid() : checkName(name);
    const arn = executionArn(context, machine.name, ownName);
    const before = executions.find(context.db, arn);
    if (before) {
      if (before.status !== 'RUNNING' || before.input !== input) throw executionAlreadyExists(arn);
      return { executionArn: arn, startDate: new Date(before.startedAt) };
    }
    beginExecution(context, { machine, arn, name: ownName, input });
    return { executionArn: arn, startDate: new Date(context.now) };
  },
});

/** @throws WireError InvalidExecutionInput */
function checkInput(input: string): void {
  if (Buffer.byteLength(input) > longestInput)
    throw invalidExecutionInput(`The input has ${Buffer.byteLength(input)} bytes; ${longestInput} are allowed.`);
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalidExecutionInput(`Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}
