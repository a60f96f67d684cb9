import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket, type CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type CfnTopic, type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { CfnMaintenanceWindow } from 'aws-cdk-lib/aws-ssm';
import { type CfnStateMachine, type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { FleetParameters } from './fleet-parameters.ts';
import { includeTemplate } from './included-template.ts';

/** What a FleetMaintenance is told. */
export interface FleetMaintenanceProps extends FleetParameters {
  /**
   * Whether the stack has the outputs by which `wakepatch plan`, `run`, `status` and `report` find the fleet. Their names
   * are fixed, so of several in one stack only one can have them.
   * @default true
   */
  readonly outputs?: boolean;
}

/**
 * The product for whole fleets: a maintenance window that wakes the instances that are due, patches them in waves, proves
 * the result and puts them back as they were found; a sweeper; and the evidence of each run. Say which instances: either
 * `targetTagKey` and `targetTagValue`, or `targetInstanceIds`.
 */
export class FleetMaintenance extends Construct {
  /** The maintenance window. */
  readonly window: CfnMaintenanceWindow;
  /** The state machine of a run. */
  readonly patchFleet: IStateMachine;
  /** The state machine that patches one instance. */
  readonly patchInstance: IStateMachine;
  /** Where the evidence of each run is; it stays when the stack goes. */
  readonly evidenceBucket: IBucket;
  /** Where alarms and reports are told. */
  readonly alarmTopic: ITopic;
  /** Plans a run, or only tells the plan. */
  readonly fleetPlanner: IFunction;
  /** Stops what was left awake. */
  readonly leaseSweeper: IFunction;

  constructor(scope: Construct, id: string, { outputs = true, ...props }: FleetMaintenanceProps) {
    super(scope, id);
    const resource = includeTemplate(this, { template: 'wakepatch-fleet', props: { ...props }, outputs });
    const stateMachine = (name: string) =>
      StateMachine.fromStateMachineArn(this, `${name}Reference`, resource<CfnStateMachine>(name).ref);
    const lambda = (name: string) =>
      LambdaFunction.fromFunctionAttributes(this, `${name}Reference`, {
        functionArn: resource<CfnFunction>(name).attrArn,
        sameEnvironment: true,
      });

    this.window = resource('MaintenanceWindow');
    this.patchFleet = stateMachine('PatchFleet');
    this.patchInstance = stateMachine('PatchInstance');
    this.evidenceBucket = Bucket.fromCfnBucket(resource<CfnBucket>('EvidenceBucket'));
    this.alarmTopic = Topic.fromTopicArn(this, 'AlarmTopicReference', resource<CfnTopic>('AlarmTopic').ref);
    this.fleetPlanner = lambda('FleetPlanner');
    this.leaseSweeper = lambda('LeaseSweeper');
  }
}
