import type { StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { isObject } from '../../../../../asl/index.ts';
import { causeOf, metadataOf, type ServiceIntegration, TaskFailure, unusableParameters } from './integration.ts';

/** The Parameters of `arn:aws:states:::states:startExecution`. */
const parameters = ['Input', 'Name', 'StateMachineArn'];

/**
 * Starts another execution. What then happens when that one ends (`.sync`) is not this call's business.
 * Source: Step Functions Developer Guide, "Start workflow executions from a task state in Step Functions".
 */
export const states: ServiceIntegration = {
  supports: () => true,

  request({ arguments: given }) {
    if (!isObject(given)) throw unusableParameters(given, 'The value must be a JSON object');
    const unknown = Object.keys(given).find((name) => !parameters.includes(name));
    if (unknown) throw unusableParameters(given, `The field "${unknown}" is not supported by Step Functions`);
    const { StateMachineArn, Name, Input } = given;
    if (typeof StateMachineArn !== 'string')
      throw unusableParameters(given, "The field 'StateMachineArn' is required but was missing");
    if (Name !== undefined && typeof Name !== 'string')
      throw unusableParameters(given, "The value for the field 'Name' must be a string");
    const input = typeof Input === 'string' ? Input : JSON.stringify(Input ?? {});
    return {
      service: 'states',
      operation: 'StartExecution',
      input: { stateMachineArn: StateMachineArn, name: Name, input },
    };
  },

  output: (_task, { executionArn, startDate }: StartExecutionCommandOutput, context) => ({
    ExecutionArn: executionArn ?? '',
    ...metadataOf(context),
    StartDate: startDate?.getTime() ?? 0,
  }),

  failure: (error, _task, context) =>
    new TaskFailure(
      `StepFunctions.${error.code.endsWith('Exception') ? error.code : `${error.code}Exception`}`,
      causeOf('AWSStepFunctions', error, context),
    ),
};
