import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import * as model from '@aws-sdk/client-eventbridge';
import { isObject, type Json } from '../../../../../asl/index.ts';
import { structureOf } from '../../../../wire/structure.ts';
import { errorShape } from './error-shape.ts';
import { causeOf, metadataOf, operationOf, type ServiceIntegration, TaskFailure } from './integration.ts';
import { readInput, showOutput } from './sdk-json.ts';

/**
 * `arn:aws:states:::events:putEvents`: each event tells which execution it comes from, and one that is not taken fails the
 * task. Source: Step Functions Developer Guide, "Add EventBridge events with Step Functions".
 */
export const events: ServiceIntegration = {
  supports: (context) => operationOf(context, 'events', 'PutEvents') !== undefined,

  request(task, context, origin) {
    const { accepts } = operationOf(context, 'events', 'PutEvents')!.operation;
    const input = readInput(model.PutEvents$, accepts, withOrigin(task.arguments, origin));
    return { service: 'events', operation: 'PutEvents', input };
  },

  output(_task, answer: PutEventsCommandOutput, context) {
    const shown = showOutput(structureOf(model.PutEvents$[5]), answer) as { [name: string]: Json };
    if (answer.FailedEntryCount) throw new TaskFailure('EventBridge.FailedEntry', JSON.stringify(shown));
    return { ...shown, ...metadataOf(context) };
  },

  failure: (error, _task, context) =>
    new TaskFailure(
      `EventBridge.${errorShape(model, error.code) ?? 'AmazonEventBridgeException'}`,
      causeOf('AmazonEventBridge', error, context),
    ),
};

/** What is not as the model has it is left for the model to complain of. */
function withOrigin(parameters: Json, origin: readonly string[]): Json {
  if (!isObject(parameters) || !Array.isArray(parameters.Entries)) return parameters;
  const Entries = parameters.Entries.map((entry) => {
    if (!isObject(entry)) return entry;
    const { Resources = [] } = entry;
    return Array.isArray(Resources) ? { ...entry, Resources: [...Resources, ...origin] } : entry;
  });
  return { ...parameters, Entries };
}
