import { CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import {
  CfnMaintenanceWindow,
  CfnMaintenanceWindowTarget,
  CfnMaintenanceWindowTask,
  type CfnMaintenanceWindowTaskProps,
} from 'aws-cdk-lib/aws-ssm';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { rates, window } from './common-parameters.ts';
import { allow, assumedBy, policyDocument } from './policy.ts';
import type { Selection } from './selection.ts';

type Parameters = Record<keyof typeof window | keyof typeof rates, CfnParameter>;

/** The maintenance window and its target, and the role in which its task starts a state machine. */
export class MaintenanceWindow extends Construct {
  readonly window: CfnMaintenanceWindow;
  readonly #role: CfnRole;
  readonly #target: CfnMaintenanceWindowTarget;
  readonly #parameters: Parameters;

  constructor(
    scope: Construct,
    id: string,
    selection: Selection,
    /** the ARN of the one state machine that the window starts */
    stateMachineArn: string,
    parameters: Parameters,
  ) {
    super(scope, id);
    this.#parameters = parameters;

    this.#role = new CfnRole(this, 'MaintenanceWindowRole', {
      assumeRolePolicyDocument: assumedBy('ssm.amazonaws.com'),
      policies: [
        {
          policyName: 'StartExecution',
          policyDocument: policyDocument(allow(['states:StartExecution'], stateMachineArn)),
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

    this.#target = new CfnMaintenanceWindowTarget(this, 'MaintenanceWindowTarget', {
      windowId: this.window.ref,
      name: 'InstancesToPatch',
      resourceType: 'INSTANCE',
      targets: selection.targets(),
    });
  }

  /** The pattern's task: one execution for each target. */
  startForEachTarget(id: string, stateMachine: CfnStateMachine): CfnMaintenanceWindowTask {
    return this.#start(id, stateMachine, {
      description: 'One execution of the state machine for each instance',
      targets: [{ key: 'WindowTargetIds', values: [this.#target.ref] }],
      maxConcurrency: this.#parameters.MaxConcurrency.valueAsString,
      maxErrors: this.#parameters.MaxErrors.valueAsString,
      // "Using pseudo parameters when registering maintenance window tasks": the window puts in the ids.
      input: '{ "instanceId": "{{RESOURCE_ID}}", "windowExecutionId": "{{WINDOW_EXECUTION_ID}}" }',
    });
  }

  /** A task without targets: one execution, which finds its instances itself. */
  startOnce(id: string, stateMachine: CfnStateMachine): CfnMaintenanceWindowTask {
    return this.#start(id, stateMachine, {
      description: 'One execution of the state machine for the fleet',
      input: '{ "windowExecutionId": "{{WINDOW_EXECUTION_ID}}" }',
    });
  }

  #start(
    id: string,
    stateMachine: CfnStateMachine,
    {
      input,
      ...rest
    }: Omit<CfnMaintenanceWindowTaskProps, 'windowId' | 'taskType' | 'taskArn' | 'priority'> & { input: string },
  ): CfnMaintenanceWindowTask {
    return new CfnMaintenanceWindowTask(this, id, {
      windowId: this.window.ref,
      taskType: 'STEP_FUNCTIONS',
      taskArn: stateMachine.ref,
      serviceRoleArn: this.#role.attrArn,
      taskInvocationParameters: { maintenanceWindowStepFunctionsParameters: { input } },
      priority: 1,
      // At the cutoff no further execution starts. Those under way go on, and end by themselves.
      cutoffBehavior: 'CANCEL_TASK',
      ...rest,
    });
  }
}
