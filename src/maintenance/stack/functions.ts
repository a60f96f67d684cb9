// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundle } from './bundle.ts';
import type { ParameterName } from './parameters.ts';
import { allow, assumedBy, policyDocument } from './policy.ts';
import type { Selection } from './selection.ts';

const FUNCTIONS = {
  InstanceStarter: {
    description: 'Starts an instance',
    file: 'instance-starter.ts',
    role: 'InstanceStateActionRoleForLambda',
  },
  InstanceStopper: {
    description: 'Puts an instance back: stops it, unless it was found running and is to be left so',
    file: 'instance-stopper.ts',
    role: 'InstanceStateActionRoleForLambda',
  },
  InstancePoller: {
    description: 'Looks whether an instance is ready for commands, or stopped',
    file: 'instance-poller.ts',
    role: 'InstanceStateActionRoleForLambda',
  },
  InstancePatcher: {
    description: 'Sends AWS-RunPatchBaseline to an instance',
    file: 'instance-patcher.ts',
    role: 'InstancePatchingRoleForLambda',
  },
  InstancePatchPoller: {
    description: 'Looks whether the patch command has ended',
    file: 'instance-patch-poller.ts',
    role: 'InstancePatchingRoleForLambda',
  },
} as const;

export type FunctionName = keyof typeof FUNCTIONS;
const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

const ROLES = {
  InstanceStateActionRoleForLambda: {
    description: 'Starts, stops and looks at the selected instances',
    statements: [
      // Neither can be limited to resources.
      allow(['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'], '*'),
    ],
    onSelected: { actions: ['ec2:StartInstances', 'ec2:StopInstances'], tagCondition: 'aws:ResourceTag' },
  },
  InstancePatchingRoleForLambda: {
    description: 'Patches the selected instances',
    statements: [
      // A document of AWS has no account in its ARN.
      allow(['ssm:SendCommand'], Fn.sub('arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPatchBaseline')),
      // Cannot be limited to resources.
      allow(['ssm:GetCommandInvocation'], '*'),
    ],
    onSelected: { actions: ['ssm:SendCommand'], tagCondition: 'ssm:resourceTag' },
  },
} as const;

type RoleName = keyof typeof ROLES;

/** The five functions, the two roles in which they act, and their logs. */
export class Functions extends Construct {
  readonly byName: Record<FunctionName, CfnFunction>;

  constructor(scope: Construct, id: string, selection: Selection, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);

    const logs = recordOf(
      NAMES,
      (name) =>
        new CfnLogGroup(this, `${name}Logs`, {
          logGroupName: Fn.sub(`/aws/lambda/\${AWS::StackName}-${name}`),
          retentionInDays: parameters.LogRetentionDays.valueAsNumber,
        }),
    );

    const roles = recordOf(Object.keys(ROLES) as RoleName[], (roleName) => {
      const { description, statements, onSelected } = ROLES[roleName];
      const ownLogs = NAMES.filter((name) => FUNCTIONS[name].role === roleName).map((name) => logs[name].attrArn);
      return new CfnRole(this, roleName, {
        description,
        assumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
        policies: [
          {
            policyName: 'General',
            policyDocument: policyDocument(
              ...statements,
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], ownLogs),
            ),
          },
          selection.policy([...onSelected.actions], onSelected.tagCondition),
        ],
      });
    });

    this.byName = recordOf(NAMES, (name) => {
      const { description, file, role } = FUNCTIONS[name];
      return new CfnFunction(this, name, {
        description,
        code: { zipFile: bundle(new URL(`../functions/${file}`, import.meta.url)) },
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        role: roles[role].attrArn,
        memorySize: 256,
        timeout: 60,
        loggingConfig: { logGroup: logs[name].ref },
      });
    });
  }
}

function recordOf<Name extends string, T>(names: Name[], make: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;
}
