import { CloudFormation } from '@aws-sdk/client-cloudformation';
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
  readonly resourceGroups: ResourceGroups;
  readonly s3: S3;
  readonly ssm: SSM;
  readonly states: SFN;
  readonly sts: STS;
}

export function clientsFor(connection: Connection): Clients {
  const { description: _, ...configuration } = connection;
  // The address of an endpoint has no names below it, which buckets and some operations would be reached under.
  const isNamed = connection.endpoint !== undefined;
  return {
    cloudformation: new CloudFormation(configuration),
    ec2: new EC2(configuration),
    lambda: new Lambda(configuration),
    resourceGroups: new ResourceGroups(configuration),
    s3: new S3({ ...configuration, forcePathStyle: isNamed }),
    ssm: new SSM(configuration),
    states: new SFN({ ...configuration, disableHostPrefix: isNamed }),
    sts: new STS(configuration),
  };
}
