import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Json, JsonObject, TaskEffect } from '../../../../../asl/index.ts';
import { isObject } from '../../../../../asl/index.ts';
import {
  causeOf,
  metadataOf,
  operationOf,
  type ServiceIntegration,
  TaskFailure,
  unusableParameters,
} from './integration.ts';

/** The Parameters of `arn:aws:states:::lambda:invoke`. */
const parameters = ['ClientContext', 'FunctionName', 'InvocationType', 'LogType', 'Payload', 'Qualifier'];

/** Errors of the Lambda API that its SDK models; any other is `Lambda.AWSLambdaException`. */
const modelled = [
  'ResourceNotFoundException',
  'TooManyRequestsException',
  'ServiceException',
  'InvalidParameterValueException',
  'InvalidRequestContentException',
  'RequestTooLargeException',
  'ResourceConflictException',
];

/**
 * A plain function ARN passes the state's input on and answers with the function's output alone; `lambda:invoke` takes
 * parameters and answers with the API's own output. Source: Step Functions Developer Guide, "Invoke an AWS Lambda function".
 */
export const lambda: ServiceIntegration = {
  supports: (context) => operationOf(context, 'lambda', 'Invoke') !== undefined,

  request(task) {
    if (isPlain(task))
      return {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: task.resource, Payload: bytes(task.arguments) },
      };
    const given = task.arguments;
    if (!isObject(given)) throw unusableParameters(given, 'The value must be a JSON object');
    const unknown = Object.keys(given).find((name) => !parameters.includes(name));
    if (unknown) throw unusableParameters(given, `The field "${unknown}" is not supported by Step Functions`);
    if (typeof given.FunctionName !== 'string')
      throw unusableParameters(given, "The field 'FunctionName' is required but was missing");
    const { Payload = {}, ...others } = given;
    return { service: 'lambda', operation: 'Invoke', input: { ...others, Payload: bytes(Payload) } };
  },

  output(task, answer: InvokeCommandOutput, context) {
    const text = Buffer.from(answer.Payload ?? []).toString();
    if (answer.FunctionError) throw functionFailure(text);
    const payload = text === '' ? null : (JSON.parse(text) as Json);
    if (isPlain(task)) return payload;
    const { ExecutedVersion = '$LATEST', StatusCode = 200, LogResult } = answer;
    const output: JsonObject = { ExecutedVersion, Payload: payload, ...metadataOf(context, StatusCode), StatusCode };
    return LogResult === undefined ? output : { ...output, LogResult };
  },

  failure(error, _task, context) {
    const name = modelled.includes(error.code) ? error.code : 'AWSLambdaException';
    return new TaskFailure(`Lambda.${name}`, causeOf('AWSLambda', error, context));
  },
};

const isPlain = ({ integration }: TaskEffect): boolean => integration.events === 'LambdaFunction';

const bytes = (payload: Json): Uint8Array => Buffer.from(JSON.stringify(payload));

/** The function threw: its error's type is the task's error, the whole payload its cause. */
function functionFailure(payload: string): TaskFailure {
  const { errorType } = JSON.parse(payload) as { errorType?: string };
  return new TaskFailure(errorType ?? 'Lambda.Unknown', payload);
}
