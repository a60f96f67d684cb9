import type { PublishCommandOutput } from '@aws-sdk/client-sns';
import * as model from '@aws-sdk/client-sns';
import { errorShape } from './error-shape.ts';
import { causeOf, metadataOf, operationOf, type ServiceIntegration, TaskFailure } from './integration.ts';
import { readInput } from './sdk-json.ts';

/**
 * `arn:aws:states:::sns:publish`, whose Message may be JSON: it is written out as text.
 * Source: Step Functions Developer Guide, "Publish messages to an Amazon SNS topic with Step Functions".
 */
export const sns: ServiceIntegration = {
  supports: (context) => operationOf(context, 'sns', 'Publish') !== undefined,

  request(task, context) {
    const { accepts } = operationOf(context, 'sns', 'Publish')!.operation;
    return { service: 'sns', operation: 'Publish', input: readInput(model.Publish$, accepts, task.arguments) };
  },

  output: (_task, { MessageId = '' }: PublishCommandOutput, context) => ({ MessageId, ...metadataOf(context) }),

  failure: (error, _task, context) =>
    new TaskFailure(
      `SNS.${errorShape(model, error.code) ?? 'AmazonSNSException'}`,
      causeOf('AmazonSNS', error, context),
    ),
};
