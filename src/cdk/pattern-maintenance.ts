import type { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import type { CfnMaintenanceWindow } from 'aws-cdk-lib/aws-ssm';
import { type CfnStateMachine, type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { includeTemplate } from './included-template.ts';
import type { PatternParameters } from './pattern-parameters.ts';

/** What a PatternMaintenance is told. */
export interface PatternMaintenanceProps extends PatternParameters {
  /**
   * Whether the stack has the outputs by which `wakepatch run`, `status` and `report` find it. Their names are fixed, so of
   * several in one stack only one can have them.
   * @default true
   */
  readonly outputs?: boolean;
}

/**
 * The published pattern: a maintenance window that starts one execution of a state machine for each instance. Say which:
 * none of the properties makes a demo instance; with `createDemoInstance: false` it is either `targetTagKey` and
 * `targetTagValue`, or `targetInstanceIds`.
 */
export class PatternMaintenance extends Construct {
  /** The maintenance window. */
  readonly window: CfnMaintenanceWindow;
  /** The state machine that is executed once for each instance. */
  readonly stateMachine: IStateMachine;
  /** The instance to be patched, unless `createDemoInstance` is false. */
  readonly demoInstance?: CfnInstance;

  constructor(scope: Construct, id: string, { outputs = true, ...props }: PatternMaintenanceProps = {}) {
    super(scope, id);
    const resource = includeTemplate(this, { template: 'wakepatch', props: { ...props }, outputs });
    this.window = resource('MaintenanceWindow');
    this.stateMachine = StateMachine.fromStateMachineArn(
      this,
      'StateMachineReference',
      resource<CfnStateMachine>('StateMachine').ref,
    );
    if (props.createDemoInstance ?? true) this.demoInstance = resource('DemoInstance');
  }
}
