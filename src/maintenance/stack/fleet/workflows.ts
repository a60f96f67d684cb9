// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow, assumedBy, policyDocument } from '../policy.ts';
import type { Selection } from '../selection.ts';
import type { Evidence } from './evidence.ts';
import { machineCheck } from './machine-check.ts';
import type { ParameterName } from './parameters.ts';
import { patchFleet } from './patch-fleet.ts';
import { patchInstance } from './patch-instance.ts';
import type { FunctionName } from './roles.ts';

/** What the definitions call by a parameter's name. */
const SETTINGS = [
  'AfterPatching',
  'BootAgain',
  'Cutoff',
  'Duration',
  'ExpectedMinutes',
  'LockSeconds',
  'PatchLimitMinutes',
  'PatchOperation',
  'PollIntervalSeconds',
  'PostDocument',
  'PreDocument',
  'RebootOption',
  'RequiredSeverity',
  'SnapshotsToKeep',
  'StartLimitMinutes',
  'StopLimitMinutes',
] as const satisfies readonly ParameterName[];

/** The two state machines, the document that they run, and the roles in which they act. */
export class Workflows extends Construct {
  readonly patchInstance: CfnStateMachine;
  readonly patchFleet: CfnStateMachine;

  constructor(
    scope: Construct,
    id: string,
    selection: Selection,
    functions: Record<FunctionName, CfnFunction>,
    evidence: Evidence,
    parameters: Record<ParameterName, CfnParameter>,
  ) {
    super(scope, id);

    const check = new CfnDocument(this, 'MachineCheck', {
      documentType: 'Command',
      updateMethod: 'NewVersion',
      content: machineCheck,
    });
    const { LeaseSweeper: _, FleetPlanner, CanaryJudge, FleetReporter, ...onInstances } = functions;
    const onFleets = arnsOf({ FleetPlanner, CanaryJudge, FleetReporter });
    const substitutions = {
      Partition: Fn.ref('AWS::Partition'),
      MachineCheck: check.ref,
      AlarmTopic: evidence.topic.ref,
      ...arnsOf(onInstances),
      ...Object.fromEntries(SETTINGS.map((name) => [name, parameters[name].valueAsString])),
    };
    const onOneInstance = [
      {
        policyName: 'PatchInstance',
        policyDocument: policyDocument(
          allow(['lambda:InvokeFunction'], Object.values(arnsOf(onInstances))),
          allow(
            ['ssm:SendCommand'],
            ['${MachineCheck}', '${PreDocument}', '${PostDocument}'].map((name) =>
              Fn.sub(`arn:\${AWS::Partition}:ssm:\${AWS::Region}:*:document/${name}`),
            ),
          ),
          allow(['ssm:ListCommandInvocations'], '*'),
          allow(
            ['ec2:CreateSnapshot'],
            ['${AWS::AccountId}:volume/*', ':snapshot/*'].map((resource) =>
              Fn.sub(`arn:\${AWS::Partition}:ec2:\${AWS::Region}:${resource}`),
            ),
          ),
          allow(['ec2:CreateTags'], Fn.sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'), {
            StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' },
          }),
          evidence.mayBePublished(),
          evidence.mayBePutAsEvents(),
        ),
      },
      selection.policy({ 'aws:ResourceTag': ['ec2:RebootInstances'], 'ssm:resourceTag': ['ssm:SendCommand'] }),
    ];

    const instanceRole = new CfnRole(this, 'PatchInstanceRole', {
      assumeRolePolicyDocument: assumedBy('states.amazonaws.com'),
      policies: onOneInstance,
    });
    this.patchInstance = new CfnStateMachine(this, 'PatchInstance', {
      roleArn: instanceRole.attrArn,
      definition: patchInstance,
      definitionSubstitutions: substitutions,
    });

    // The child executions of the Map act in the role of the state machine that has the Map.
    const fleetRole = new CfnRole(this, 'PatchFleetRole', {
      assumeRolePolicyDocument: assumedBy('states.amazonaws.com'),
      policies: [
        ...onOneInstance,
        {
          policyName: 'PatchFleet',
          policyDocument: policyDocument(
            allow(['lambda:InvokeFunction'], Object.values(onFleets)),
            evidence.mayBeWritten(),
            evidence.mayBeRead(),
          ),
        },
      ],
    });
    this.patchFleet = new CfnStateMachine(this, 'PatchFleet', {
      roleArn: fleetRole.attrArn,
      definition: patchFleet,
      definitionSubstitutions: {
        ...substitutions,
        ...onFleets,
        EvidenceBucket: evidence.bucket.ref,
      },
    });
    // A policy of its own: the role cannot name the state machine that names the role.
    new CfnPolicy(this, 'StartChildren', {
      policyName: 'StartChildren',
      roles: [fleetRole.ref],
      policyDocument: policyDocument(allow(['states:StartExecution'], this.patchFleet.ref)),
    });
  }
}

function arnsOf<Name extends string>(functions: Record<Name, CfnFunction>): Record<Name, string> {
  const arns = Object.entries<CfnFunction>(functions).map(([name, { attrArn }]) => [name, attrArn]);
  return Object.fromEntries(arns) as Record<Name, string>;
}
