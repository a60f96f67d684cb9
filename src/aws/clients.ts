import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { SFN } from '@aws-sdk/client-sfn';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import type { Connection } from './connection.ts';

/** The clients that commands and pages use, all for one connection. */
export interface Clients {
  readonly cloudformation: CloudFormation;
  readonly ec2: EC2;
  readonly ssm: SSM;
  readonly states: SFN;
  readonly sts: STS;
}

export function clientsFor(connection: Connection): Clients {
  const { description: _, ...configuration } = connection;
  return {
    cloudformation: new CloudFormation(configuration),
    ec2: new EC2(configuration),
    ssm: new SSM(configuration),
    states: new SFN(configuration),
    sts: new STS(configuration),
  };
}
