// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { Fn } from 'aws-cdk-lib';
import type { FunctionRole } from '../functions.ts';
import { allow } from '../policy.ts';

/** The five functions of the pattern, by the roles in which they act. */
export const instanceRoles = {
  InstanceStateActionRoleForLambda: {
    general: [allow(['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'ssm:DescribeInstanceInformation'], '*')],
    onSelected: [{ 'aws:ResourceTag': ['ec2:StartInstances', 'ec2:StopInstances'] }],
    functions: {
      InstanceStarter: 'Starts an instance',
      InstanceStopper: 'Puts an instance back: stops it, unless it is to be left running',
      InstancePoller: 'Looks whether an instance is ready for commands, or stopped',
    },
  },
  InstancePatchingRoleForLambda: {
    general: [
      // A document of AWS has no account in its ARN.
      allow(['ssm:SendCommand'], Fn.sub('arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPatchBaseline')),
      allow(['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations'], '*'),
    ],
    onSelected: [{ 'ssm:resourceTag': ['ssm:SendCommand'] }],
    functions: {
      InstancePatcher: 'Sends AWS-RunPatchBaseline to an instance',
      InstancePatchPoller: 'Looks whether the patch command has ended',
    },
  },
} satisfies Record<string, FunctionRole>;

type Roles = typeof instanceRoles;
export type FunctionName = { [Role in keyof Roles]: keyof Roles[Role]['functions'] }[keyof Roles];
