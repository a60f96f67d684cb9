import { entryOf } from './json.ts';

/** How a Task waits: for the answer, for the end of the job it started, or for its token to come back. */
export type IntegrationPattern = 'requestResponse' | 'sync' | 'waitForTaskToken';

/** The family of history events which a task writes. */
export type EventFamily = 'Task' | 'LambdaFunction' | 'Activity';

/** What the Resource of a Task state stands for. */
export interface Integration {
  /** `TaskScheduled` and so on for service integrations, `LambdaFunctionScheduled` for a plain function ARN. */
  events: EventFamily;
  /** As in TaskScheduled: `lambda`, `states`, `aws-sdk:ec2`, ... */
  resourceType: string;
  /** As in TaskScheduled: `invoke`, `startExecution.sync:2`, `describeInstances`, ... */
  resource: string;
  /** The service and the API operation to call. */
  service: string;
  operation: string;
  pattern: IntegrationPattern;
  /** 2 for `.sync:2`, whose output is parsed JSON instead of a string. */
  syncVersion?: 1 | 2;
}

const patterns: Record<string, Pick<Integration, 'pattern' | 'syncVersion'>> = {
  '': { pattern: 'requestResponse' },
  sync: { pattern: 'sync', syncVersion: 1 },
  'sync:2': { pattern: 'sync', syncVersion: 2 },
  waitForTaskToken: { pattern: 'waitForTaskToken' },
};

/**
 * Service integrations with an ARN of their own ("optimized" ones): operation -> patterns it supports beside
 * request/response. Source: "Integrating optimized services with Step Functions".
 */
export const optimizedIntegrations: Record<string, Record<string, readonly string[]>> = {
  apigateway: { invoke: ['waitForTaskToken'] },
  athena: { startQueryExecution: ['sync'], stopQueryExecution: [], getQueryExecution: [], getQueryResults: [] },
  batch: { submitJob: ['sync'] },
  bedrock: { invokeModel: [], createModelCustomizationJob: ['sync'] },
  codebuild: {
    startBuild: ['sync'],
    stopBuild: [],
    batchDeleteBuilds: [],
    batchGetReports: [],
    startBuildBatch: ['sync'],
  },
  databrew: { startJobRun: ['sync'] },
  dynamodb: { getItem: [], putItem: [], deleteItem: [], updateItem: [] },
  ecs: { runTask: ['sync', 'waitForTaskToken'] },
  eks: { call: [], runJob: ['sync'], createCluster: ['sync'], deleteCluster: ['sync'] },
  elasticmapreduce: { createCluster: ['sync'], terminateCluster: ['sync'], addStep: ['sync'], cancelStep: [] },
  events: { putEvents: ['waitForTaskToken'] },
  glue: { startJobRun: ['sync'] },
  http: { invoke: [] },
  lambda: { invoke: ['waitForTaskToken'] },
  mediaconvert: { createJob: ['sync'] },
  sagemaker: {
    createTrainingJob: ['sync'],
    createTransformJob: ['sync'],
    createProcessingJob: ['sync'],
    createLabelingJob: ['sync'],
    createHyperParameterTuningJob: ['sync'],
    createModel: [],
    createEndpointConfig: [],
    createEndpoint: [],
    updateEndpoint: [],
  },
  sns: { publish: ['waitForTaskToken'] },
  sqs: { sendMessage: ['waitForTaskToken'] },
  states: { startExecution: ['sync', 'sync:2', 'waitForTaskToken'] },
};

/** What an ItemReader and a ResultWriter may call. Source: "ItemReader (Map)", "ResultWriter (Map)". */
export const itemReaderResources = s3Resources('getObject', 'listObjectsV2');
export const resultWriterResources = s3Resources('putObject');

function s3Resources(...operations: string[]): Record<string, Integration> {
  return Object.fromEntries(
    operations.map((operation) => [
      `arn:aws:states:::s3:${operation}`,
      { events: 'Task', resourceType: 's3', resource: operation, service: 's3', operation, pattern: 'requestResponse' },
    ]),
  );
}

const functionArn = /^arn:aws[a-z-]*:lambda:[a-z0-9-]*:\d*:function:/;
const activityArn = /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d*:activity:/;
const integrationArn =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d*:(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(?:\.([A-Za-z]+(?::2)?))?$/;

/**
 * What a Task state's Resource stands for; undefined when Step Functions has no such resource.
 * Source: "Learning to use Step Functions with AWS services", "Learning to use AWS service SDK integrations".
 */
export function integrationOf(resource: string): Integration | undefined {
  if (functionArn.test(resource)) {
    return { events: 'LambdaFunction', resourceType: 'lambda', resource, ...lambdaInvoke };
  }
  if (activityArn.test(resource)) {
    const activity = { service: 'states', operation: 'activity', pattern: 'waitForTaskToken' as const };
    return { events: 'Activity', resourceType: 'activity', resource, ...activity };
  }
  const [, sdk = '', service = '', operation = '', suffix = ''] = integrationArn.exec(resource) ?? [];
  const pattern = entryOf(patterns, suffix);
  if (!pattern || !service) return undefined;
  if (sdk ? suffix.startsWith('sync') : !supports(service, operation, suffix)) return undefined;
  const name = resource.slice(resource.lastIndexOf(`:${operation}`) + 1);
  return { events: 'Task', resourceType: sdk + service, resource: name, service, operation, ...pattern };
}

const lambdaInvoke = { service: 'lambda', operation: 'invoke', pattern: 'requestResponse' as const };

function supports(service: string, operation: string, suffix: string): boolean {
  const suffixes = entryOf(entryOf(optimizedIntegrations, service) ?? {}, operation);
  return suffixes !== undefined && (suffix === '' || suffixes.includes(suffix));
}
