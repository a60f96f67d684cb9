/**
 * The API of each service as TypeScript types, taken from the official SDK: no shape is written by hand.
 */
import type * as cloudformation from '@aws-sdk/client-cloudformation';
import type * as logs from '@aws-sdk/client-cloudwatch-logs';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as events from '@aws-sdk/client-eventbridge';
import type * as iam from '@aws-sdk/client-iam';
import type * as lambda from '@aws-sdk/client-lambda';
import type * as resourceGroups from '@aws-sdk/client-resource-groups';
import type * as s3 from '@aws-sdk/client-s3';
import type * as states from '@aws-sdk/client-sfn';
import type * as sns from '@aws-sdk/client-sns';
import type * as ssm from '@aws-sdk/client-ssm';
import type * as sts from '@aws-sdk/client-sts';
import type { NoUndefined } from '@smithy/types';

/** The services by the name that stands in a Signature Version 4 credential scope. */
export interface Apis {
  cloudformation: typeof cloudformation;
  ec2: typeof ec2;
  events: typeof events;
  iam: typeof iam;
  lambda: typeof lambda;
  logs: typeof logs;
  'resource-groups': typeof resourceGroups;
  s3: typeof s3;
  sns: typeof sns;
  ssm: typeof ssm;
  states: typeof states;
  sts: typeof sts;
}

export type ServiceName = keyof Apis;

/** Service -> operation -> the SDK's command. Looked up as a table: TypeScript would multiply out a computed key. */
type Commands = {
  [S in ServiceName]: { [K in keyof Apis[S] as K extends `${infer Name}Command` ? Name : never]: Apis[S][K] };
};

/** `StartInstances`, `DescribeInstances`, …: every operation for which the SDK has a command. */
export type OperationName<S extends ServiceName> = keyof Commands[S] & string;

type Command<S extends ServiceName, O extends string> = O extends keyof Commands[S] ? Commands[S][O] : never;

/** The input of an operation, its required members present: the wire has already refused what lacks one. */
export type Input<S extends ServiceName, O extends string> =
  Command<S, O> extends new (...args: infer Args) => unknown ? NoUndefined<Exclude<Args[0], undefined>> : never;

/** The output of an operation, without the SDK's own `$metadata`. */
export type Output<S extends ServiceName, O extends string> =
  Command<S, O> extends new (
    ...args: never[]
  ) => {
    resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Out }>;
  }
    ? Omit<Out, '$metadata'>
    : never;
