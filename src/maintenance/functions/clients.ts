/** The clients that the functions share, each loaded at its first use: one text of code serves all functions. */
import type { EC2 } from '@aws-sdk/client-ec2';
import type { EventBridge } from '@aws-sdk/client-eventbridge';
import type { ResourceGroups } from '@aws-sdk/client-resource-groups';
import type { S3 } from '@aws-sdk/client-s3';
import type { SNS } from '@aws-sdk/client-sns';
import type { SSM } from '@aws-sdk/client-ssm';

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const ec2: () => Promise<EC2> = once(async () => new (await import('@aws-sdk/client-ec2')).EC2({}));
export const ssm: () => Promise<SSM> = once(async () => new (await import('@aws-sdk/client-ssm')).SSM({}));
export const s3: () => Promise<S3> = once(async () => new (await import('@aws-sdk/client-s3')).S3({}));
export const sns: () => Promise<SNS> = once(async () => new (await import('@aws-sdk/client-sns')).SNS({}));
export const eventBridge: () => Promise<EventBridge> = once(
  async () => new (await import('@aws-sdk/client-eventbridge')).EventBridge({}),
);
export const resourceGroups: () => Promise<ResourceGroups> = once(
  async () => new (await import('@aws-sdk/client-resource-groups')).ResourceGroups({}),
);
