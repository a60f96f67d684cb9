import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { Lambda } from '@aws-sdk/client-lambda';
import { ResourceGroups } from '@aws-sdk/client-resource-groups';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import type { Connection } from './connection.ts';

/** The clients that commands and pages use, all for one connection. */
export interface Clients {
  readonly cloudformation: CloudFormation;
  readonly ec2: EC2;
  readonly lambda: Lambda;
  readonly logs: CloudWatchLogs;
  readonly resourceGroups: ResourceGroups;
  readonly s3: S3;
  readonly ssm: SSM;
  readonly states: SFN;
  readonly sts: STS;
}

export function clientsFor({ endpoint, endpoints = {}, region, profile, credentials }: Connection): Clients {
  const of = (service: string) => ({
    region,
    endpoint: endpoints[service] ?? endpoint,
    ...(profile !== undefined && { profile }),
    ...(credentials && { credentials }),
    // All of them were read for the connection: the SDK would read them for another profile.
    ignoreConfiguredEndpointUrls: true,
  });
  // The address of an endpoint has no names below it, which buckets and some operations would be reached under.
  const isNamed = (service: string) => (endpoints[service] ?? endpoint) !== undefined;
  return {
    cloudformation: new CloudFormation(of('CLOUDFORMATION')),
    ec2: new EC2(of('EC2')),
    lambda: new Lambda(of('LAMBDA')),
    logs: new CloudWatchLogs({ ...of('CLOUDWATCH_LOGS'), disableHostPrefix: isNamed('CLOUDWATCH_LOGS') }),
    resourceGroups: new ResourceGroups(of('RESOURCE_GROUPS')),
    s3: new S3({ ...of('S3'), forcePathStyle: isNamed('S3') }),
    ssm: new SSM(of('SSM')),
    states: new SFN({ ...of('SFN'), disableHostPrefix: isNamed('SFN') }),
    sts: new STS(of('STS')),
  };
}
