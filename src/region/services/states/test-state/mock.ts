import type { MockInput } from '@aws-sdk/client-sfn';
import { integrationOf, isObject, type Json, type JsonObject, stateTypes } from '../../../../asl/index.ts';
import { notSupported } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { structureOf } from '../../../wire/structure.ts';
import { validationException } from '../errors.ts';
import type { Outcome } from '../task/call.ts';
import { schemaOf } from '../task/integrations/aws-sdk.ts';
import { TaskFailure } from '../task/integrations/integration.ts';
import { misfit } from '../task/integrations/sdk-json.ts';
import type { Subject } from './subject.ts';

/**
 * What a mocked state comes to, instead of what it would do.
 * Source: Step Functions Developer Guide, "Using TestState API to test a state in Step Functions".
 * @throws WireError ValidationException; NotImplemented where the model to check a result against is not here
 */
export function mocked(context: Context, { state }: Subject, mock: MockInput): Outcome {
  const { result, errorOutput } = mock;
  const type = String(state.Type);
  if (!['Task', 'Map', 'Parallel'].includes(type))
    throw validationException(`State type '${type}' is not supported when a mock is specified`);
  if ((result === undefined) === (errorOutput === undefined))
    throw validationException('A test mock should have only one of the following fields: [result, errorOutput].');
  if (errorOutput) return new TaskFailure(errorOutput.error ?? '', errorOutput.cause ?? '');
  const output = parse(result ?? '');
  if (type !== 'Task' && state.ResultWriter === undefined && !Array.isArray(output))
    throw validationException('Mocked result must be an array.');
  if (state.ResultWriter !== undefined && !isObject(output))
    throw validationException('Mocked result must be a JSON object.');
  if (type === 'Task' && mock.fieldValidationMode !== 'NONE') checkResult(context, String(state.Resource), output);
  return { output, answer: undefined };
}

function parse(result: string): Json {
  try {
    return JSON.parse(result);
  } catch {
    throw validationException('Mocked result must be valid JSON');
  }
}

/**
 * A Map or Parallel state whose result is mocked does with it what a task does with its own, and so it is run as one.
 */
export function asTask(state: JsonObject): JsonObject {
  if (state.Type === 'Task') return state;
  const { fields } = stateTypes.Task!;
  const kept = [...fields.common, ...fields.JSONPath, ...fields.JSONata, 'QueryLanguage', 'Comment'];
  const shared = Object.entries(state).filter(([field]) => kept.includes(field));
  return { ...Object.fromEntries(shared), Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
}

/**
 * Holds a result against the API's model. The model of the SDK for JavaScript has types, but no ranges, lengths, or values
 * of enumerations: they are not looked at. A function's own result has no model.
 */
function checkResult(context: Context, resource: string, result: Json): void {
  const integration = integrationOf(resource);
  if (integration?.events !== 'Task') return;
  const { resourceType, service, operation } = integration;
  const schema = schemaOf(
    context,
    resourceType.startsWith('aws-sdk:') ? service : (sdkNames[service] ?? service),
    operation,
  );
  if (!schema) throw notSupported(`a mock of ${resource} with a fieldValidationMode other than NONE`);
  const wrong = misfit(structureOf(schema[5]), result, anyJson[resourceType] ?? []);
  if (wrong) throw validationException(`Mock result schema validation error: ${wrong}`);
}

/** Integrations with an ARN of their own -> the service's name among those of the SDK. */
const sdkNames: Readonly<Record<string, string>> = { states: 'sfn' };

/** Members that these integrations show as JSON, whatever the API has. */
const anyJson: Readonly<Record<string, readonly string[]>> = {
  lambda: ['Payload'],
  states: ['Input', 'Output', 'StartDate', 'StopDate'],
};
