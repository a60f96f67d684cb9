import * as model from '@aws-sdk/client-s3';
import type { StaticOperationSchema } from '@smithy/types';
import { isObject, type Json, type TaskEffect } from '../../../../../asl/index.ts';
import type { Context } from '../../../../service.ts';
import { structureOf } from '../../../../wire/structure.ts';
import { errorShape } from './error-shape.ts';
import { causeOf, operationOf, type ServiceIntegration, TaskFailure } from './integration.ts';
import { readInput, showOutput } from './sdk-json.ts';

/** The operations that a distributed Map reads its items and writes its results with, by their names in a Resource. */
const operations: Readonly<Record<string, { name: string; schema: StaticOperationSchema }>> = {
  getObject: { name: 'GetObject', schema: model.GetObject$ },
  listObjectsV2: { name: 'ListObjectsV2', schema: model.ListObjectsV2$ },
  putObject: { name: 'PutObject', schema: model.PutObject$ },
};

/**
 * What an ItemReader and a ResultWriter call: as the state machine's role. Source: Step Functions Developer Guide,
 * "ItemReader (Map)" and "ResultWriter (Map)".
 */
export const s3: ServiceIntegration = {
  supports: (context, { operation }) => operationOf(context, 's3', operations[operation]?.name ?? '') !== undefined,

  request(task, context) {
    const { name, schema } = called(task);
    const { accepts } = operationOf(context, 's3', name)!.operation;
    return { service: 's3', operation: name, input: readInput(schema, accepts, task.arguments) };
  },

  output(task, answer: { Contents?: readonly model._Object[] }) {
    const shown = showOutput(structureOf(called(task).schema[5]), answer);
    return isObject(shown) && answer.Contents ? { ...shown, Contents: answer.Contents.map(asItem) } : shown;
  },

  failure: (error, _task, context: Context) =>
    new TaskFailure(`S3.${errorShape(model, error.code) ?? 'AmazonS3Exception'}`, causeOf('Amazon S3', error, context)),
};

const called = ({ integration }: TaskEffect) => operations[integration.operation]!;

/** An object as an item of a Map: its ETag is called Etag there, and its time is in seconds since epoch. */
function asItem({ ETag = '', Key = '', LastModified, Size = 0, StorageClass = 'STANDARD' }: model._Object): Json {
  return { Etag: ETag, Key, LastModified: Math.floor((LastModified?.getTime() ?? 0) / 1000), Size, StorageClass };
}
