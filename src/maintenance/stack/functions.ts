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

export type FunctionName =
  | 'InstanceStarter'
  | 'InstanceStopper'
  | 'InstancePoller'
  | 'InstancePatcher'
  | 'InstancePatchPoller';

/** The five functions, and the two roles in which they act. */
export class Functions extends Construct {
  readonly byName: Record<FunctionName, CfnFunction>;

  constructor(scope: Construct, id: string, selection: Selection, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);
    const logGroup = (name: FunctionName) =>
      new CfnLogGroup(this, `${name}Logs`, {
        logGroupName: Fn.sub(`/aws/lambda/\${AWS::StackName}-${name}`),
        retentionInDays: parameters.LogRetentionDays.valueAsNumber,
      });
    const logs: Record<FunctionName, CfnLogGroup> = {
      InstanceStarter: logGroup('InstanceStarter'),
      InstanceStopper: logGroup('InstanceStopper'),
      InstancePoller: logGroup('InstancePoller'),
      InstancePatcher: logGroup('InstancePatcher'),
      InstancePatchPoller: logGroup('InstancePatchPoller'),
    };
    const writeLogs = (...groups: CfnLogGroup[]) =>
      allow(
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        groups.map((group) => group.attrArn),
      );

    const stateActionRole = new CfnRole(this, 'InstanceStateActionRoleForLambda', {
      description: 'Starts, stops and looks at the selected instances',
      assumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
      policies: [
        {
          policyName: 'LookAndLog',
          policyDocument: policyDocument(
            // Neither action can be limited to resources.
            allow(['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'], '*'),
            writeLogs(logs.InstanceStarter, logs.InstanceStopper, logs.InstancePoller),
          ),
        },
        selection.policy(['ec2:StartInstances', 'ec2:StopInstances'], 'aws:ResourceTag'),
      ],
    });

    const patchingRole = new CfnRole(this, 'InstancePatchingRoleForLambda', {
      description: 'Patches the selected instances',
      assumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
      policies: [
        {
          policyName: 'PatchDocumentAndLog',
          policyDocument: policyDocument(
            // A document of AWS has no account in its ARN.
            allow(
              ['ssm:SendCommand'],
              Fn.sub('arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPatchBaseline'),
            ),
            // Cannot be limited to resources.
            allow(['ssm:GetCommandInvocation'], '*'),
            writeLogs(logs.InstancePatcher, logs.InstancePatchPoller),
          ),
        },
        selection.policy(['ssm:SendCommand'], 'ssm:resourceTag'),
      ],
    });

    const lambda = (name: FunctionName, role: CfnRole, file: string, description: string) =>
      new CfnFunction(this, name, {
        description,
        code: { zipFile: bundle(new URL(`../functions/${file}`, import.meta.url)) },
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        role: role.attrArn,
        memorySize: 256,
        timeout: 60,
        loggingConfig: { logGroup: logs[name].ref },
      });
    this.byName = {
      InstanceStarter: lambda('InstanceStarter', stateActionRole, 'instance-starter.ts', 'Starts an instance'),
      InstanceStopper: lambda('InstanceStopper', stateActionRole, 'instance-stopper.ts', 'Puts an instance back'),
      InstancePoller: lambda('InstancePoller', stateActionRole, 'instance-poller.ts', 'Looks at an instance'),
      InstancePatcher: lambda('InstancePatcher', patchingRole, 'instance-patcher.ts', 'Sends AWS-RunPatchBaseline'),
      InstancePatchPoller: lambda(
        'InstancePatchPoller',
        patchingRole,
        'instance-patch-poller.ts',
        'Looks at the command',
      ),
    };
  }
}
