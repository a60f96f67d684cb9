import { CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnMaintenanceWindow, CfnMaintenanceWindowTarget, CfnMaintenanceWindowTask } from 'aws-cdk-lib/aws-ssm';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ParameterName } from './parameters.ts';
import { allow, assumedBy, policyDocument } from './policy.ts';
import type { Selection } from './selection.ts';

/** The maintenance window, its target and its task, in the order in which they are created; and the task's role. */
export class MaintenanceWindow extends Construct {
  readonly window: CfnMaintenanceWindow;
  readonly task: CfnMaintenanceWindowTask;

  constructor(
    scope: Construct,
    id: string,
    selection: Selection,
    stateMachine: CfnStateMachine,
    parameters: Record<ParameterName, CfnParameter>,
  ) {
    super(scope, id);

    const role = new CfnRole(this, 'MaintenanceWindowRole', {
      description: 'Starts the state machine',
      assumeRolePolicyDocument: assumedBy('ssm.amazonaws.com'),
      policies: [
        {
          policyName: 'StartExecution',
          policyDocument: policyDocument(allow(['states:StartExecution'], stateMachine.ref)),
        },
      ],
    });

    const named = new CfnCondition(this, 'WindowIsNamed', {
      expression: Fn.conditionNot(Fn.conditionEquals(parameters.WindowName.valueAsString, '')),
    });
    this.window = new CfnMaintenanceWindow(this, 'MaintenanceWindow', {
      name: Fn.conditionIf(
        named.logicalId,
        parameters.WindowName.valueAsString,
        Fn.join('-', [Fn.ref('AWS::StackName'), 'window']),
      ).toString(),
      description: 'Wakes, patches and puts back instances that are switched off most of the time',
      schedule: parameters.Schedule.valueAsString,
      scheduleTimezone: parameters.ScheduleTimezone.valueAsString,
      duration: parameters.Duration.valueAsNumber,
      cutoff: parameters.Cutoff.valueAsNumber,
      allowUnassociatedTargets: parameters.AllowUnassociatedTargets.value,
    });

    const target = new CfnMaintenanceWindowTarget(this, 'MaintenanceWindowTarget', {
      windowId: this.window.ref,
      name: 'InstancesToPatch',
      resourceType: 'INSTANCE',
      targets: selection.targets(),
    });

    this.task = new CfnMaintenanceWindowTask(this, 'MaintenanceWindowTask', {
      windowId: this.window.ref,
      name: 'PatchInstance',
      description: 'One execution of the state machine for each instance',
      taskType: 'STEP_FUNCTIONS',
      taskArn: stateMachine.ref,
      serviceRoleArn: role.attrArn,
      targets: [{ key: 'WindowTargetIds', values: [target.ref] }],
      // "Using pseudo parameters when registering maintenance window tasks": the window puts in the instance's id.
      taskInvocationParameters: {
        maintenanceWindowStepFunctionsParameters: { input: '{ "instanceId": "{{RESOURCE_ID}}" }' },
      },
      priority: 1,
      maxConcurrency: parameters.MaxConcurrency.valueAsString,
      maxErrors: parameters.MaxErrors.valueAsString,
      // At the cutoff no further execution starts. Those under way go on, and end by themselves.
      cutoffBehavior: 'CANCEL_TASK',
    });
  }
}
