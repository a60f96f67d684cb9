import type { Json, TaskEffect } from '../../../../asl/index.ts';
import type { WireError } from '../../../errors.ts';
import type { Answer } from '../task.ts';
import type { ServiceIntegration } from './index.ts';

/** The Parameters of `arn:aws:states:::lambda:invoke`. */
interface InvokeParameters {
  FunctionName: string;
  Payload?: Json;
  Qualifier?: string;
  InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
}

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
  async call(task, outside, principal) {
    const plain = task.integration.events === 'LambdaFunction';
    const { FunctionName, Payload, Qualifier, InvocationType } = plain
      ? plainCall(task)
      : (task.arguments as unknown as InvokeParameters);
    const answer = await outside.call(
      'lambda',
      'Invoke',
      { FunctionName, Qualifier, InvocationType, Payload: Buffer.from(JSON.stringify(Payload ?? {})) },
      principal,
    );
    const text = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError) return functionFailure(text);
    const output = text === '' ? null : (JSON.parse(text) as Json);
    return {
      output: plain
        ? output
        : {
            ExecutedVersion: answer.ExecutedVersion ?? '$LATEST',
            Payload: output,
            StatusCode: answer.StatusCode ?? 200,
          },
    };
  },
  failure(error: WireError): Answer {
    const name = modelled.includes(error.code) ? error.code : 'AWSLambdaException';
    return { error: `Lambda.${name}`, cause: `${error.message} (Service: Lambda, Status Code: ${error.status})` };
  },
};

function plainCall(task: TaskEffect): InvokeParameters {
  return { FunctionName: task.resource, Payload: task.arguments };
}

/** The function threw: its error's type is the task's error, the whole payload its cause. */
function functionFailure(payload: string): Answer {
  const { errorType } = JSON.parse(payload) as { errorType?: string };
  return { error: errorType ?? 'Lambda.Unknown', cause: payload };
}
