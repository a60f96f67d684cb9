// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { Fn } from 'aws-cdk-lib';
import type { FunctionRole } from '../functions.ts';
import { instanceRoles } from '../pattern/roles.ts';
import { allow } from '../policy.ts';
import type { Evidence } from './evidence.ts';

/** What the planner goes by. Source: functions/fleet-planner.ts. */
const SETTINGS = `{
"tagKey": "\${TargetTagKey}",
"tagValue": "\${TargetTagValue}",
"instanceIds": "\${TargetInstanceIds}",
"resourceGroup": "\${TargetResourceGroup}",
"excludeTagKey": "\${ExcludeTagKey}",
"afterPatching": "\${AfterPatching}",
"durationHours": \${Duration},
"cutoffHours": \${Cutoff},
"expectedMinutes": \${ExpectedMinutes},
"canaries": "\${Canaries}",
"maxConcurrency": "\${MaxConcurrency}",
"maxErrors": "\${MaxErrors}",
"staleDays": \${StaleDays}
}`;

// Holds for calls that are about no tags, too.
const ownTags = { 'ForAllValues:StringLike': { 'aws:TagKeys': 'wakepatch:*' } };

/** All functions by the roles in which they act: the pattern's five, and those for leases, evidence and fleets. */
export function fleetRoles(evidence: Evidence) {
  const { InstanceStateActionRoleForLambda: state, InstancePatchingRoleForLambda: patching } = instanceRoles;
  return {
    InstanceStateActionRoleForLambda: {
      ...state,
      general: [...state.general, allow(['ssm:DescribeSessions'], '*')],
      functions: { ...state.functions, InstanceStopper: 'Puts an instance back, unless somebody has come to use it' },
    },
    InstancePatchingRoleForLambda: {
      ...patching,
      general: [
        ...patching.general,
        allow(
          [
            'ssm:DescribeInstancePatches',
            'ssm:DescribeInstancePatchStates',
            'ssm:GetCommandInvocation',
            'ssm:ListCommands',
          ],
          '*',
        ),
      ],
      functions: { ...patching.functions, InstanceVerifier: 'Reads what the patching came to' },
    },
    InstanceLeaseRoleForLambda: {
      general: [
        allow(
          [
            'ec2:DescribeInstances',
            'ec2:DescribeInstanceAttribute',
            'ec2:DescribeSnapshots',
            'ssm:GetMaintenanceWindowExecution',
          ],
          '*',
        ),
        allow(['ec2:DeleteSnapshot'], Fn.sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'), {
          StringLike: { 'aws:ResourceTag/wakepatch:snapshot': 'i-*' },
        }),
        evidence.mayBeWritten(),
        evidence.mayBeListed('failures'),
        evidence.mayBePutAsEvents(),
      ],
      onSelected: [{ 'aws:ResourceTag': ['ec2:CreateTags', 'ec2:DeleteTags'] }, ownTags],
      functions: {
        InstanceLeaser: 'Looks whether an instance may be patched now, and puts a lease on it',
        InstanceReleaser: 'Leaves the evidence, and gives the lease back',
      },
      variables: evidence.variables,
    },
    FleetRoleForLambda: {
      general: [
        allow(
          [
            'ec2:DescribeInstances',
            'resource-groups:ListGroupResources',
            // Whoever lists a group needs the right to look into what it is made of: tags, or a stack.
            'tag:GetResources',
            'ssm:GetMaintenanceWindowExecution',
          ],
          '*',
        ),
        allow(
          ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
          Fn.sub('arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/*'),
        ),
        evidence.mayBeWritten(),
        evidence.mayBeListed('instances'),
        evidence.mayBeRead(),
        evidence.mayBePublished(),
        evidence.mayBePutAsEvents(),
      ],
      functions: {
        FleetPlanner: 'Finds the instances of a run and puts them in order',
        CanaryJudge: 'Reads what the canaries came to, and how long they took',
        FleetReporter: 'Gathers the evidence of a run into a report',
      },
      variables: { ...evidence.variables, FLEET_SETTINGS: Fn.sub(SETTINGS) },
    },
    LeaseSweepRoleForLambda: {
      general: [allow(['ec2:DescribeInstances'], '*'), evidence.mayBePublished(), evidence.mayBePutAsEvents()],
      onSelected: [{ 'aws:ResourceTag': ['ec2:StopInstances', 'ec2:DeleteTags'] }, ownTags],
      functions: { LeaseSweeper: 'Stops what was woken and whose lease has expired' },
      variables: evidence.variables,
    },
  } satisfies Record<string, FunctionRole>;
}

type Roles = ReturnType<typeof fleetRoles>;
export type FunctionName = { [Role in keyof Roles]: keyof Roles[Role]['functions'] }[keyof Roles];
