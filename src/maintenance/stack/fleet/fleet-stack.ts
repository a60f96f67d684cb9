import { type App, CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib';
import { Functions } from '../functions.ts';
import { MaintenanceWindow } from '../maintenance-window.ts';
import { declareParameters } from '../parameters.ts';
import { Selection } from '../selection.ts';
import { WakepatchStack } from '../wakepatch-stack.ts';
import { Evidence } from './evidence.ts';
import { fleetParameters } from './parameters.ts';
import { type FunctionName, fleetRoles } from './roles.ts';
import { Sweeper } from './sweeper.ts';
import { VolumeKeys } from './volume-keys.ts';
import { Workflows } from './workflows.ts';

/** The product for whole fleets as one stack. */
export class FleetStack extends WakepatchStack {
  constructor(app: App, id: string) {
    super(
      app,
      id,
      'wakepatch for fleets: in a maintenance window, wakes the instances that are due, patches them in waves, proves the ' +
        'result and puts them back as they were found',
    );
    const parameters = declareParameters(this, fleetParameters);
    const selection = new Selection(this, 'Selection', parameters);
    const evidence = new Evidence(this, 'Evidence', parameters);
    const functions = new Functions<FunctionName>(
      this,
      'Functions',
      selection,
      fleetRoles(evidence),
      parameters.LogRetentionDays.valueAsNumber,
    );
    new VolumeKeys(this, 'VolumeKeys', functions.roles.InstanceStarter, parameters);
    const { patchInstance, patchFleet } = new Workflows(
      this,
      'Workflows',
      selection,
      functions.byName,
      evidence,
      parameters,
    );
    new Sweeper(this, 'Sweeper', functions.byName.LeaseSweeper, parameters);

    const ofFleet = Fn.conditionEquals(parameters.WindowTask.valueAsString, 'PatchFleet');
    const forFleet = new CfnCondition(this, 'ForFleet', { expression: ofFleet });
    const perTarget = new CfnCondition(this, 'PerTarget', { expression: Fn.conditionNot(ofFleet) });
    const started = Fn.conditionIf(forFleet.logicalId, patchFleet.ref, patchInstance.ref).toString();
    const maintenance = new MaintenanceWindow(this, 'Window', selection, started, parameters);
    maintenance.startOnce('PatchFleetTask', patchFleet).cfnOptions.condition = forFleet;
    maintenance.startForEachTarget('PatchInstanceTask', patchInstance).cfnOptions.condition = perTarget;

    const output = (name: string, description: string, value: string) =>
      new CfnOutput(this, name, { description, value });
    output('WindowId', 'The maintenance window', maintenance.window.ref);
    output('PatchFleetArn', 'The state machine of a run', patchFleet.ref);
    output('PatchInstanceArn', 'The state machine that patches one instance', patchInstance.ref);
    output('FleetPlannerFunction', 'Plans a run, or only tells the plan', functions.byName.FleetPlanner.ref);
    output('LeaseSweeperFunction', 'Stops what was left awake', functions.byName.LeaseSweeper.ref);
    output('EvidenceBucketName', 'Where the reports are; it stays when the stack goes', evidence.bucket.ref);
    output('AlarmTopicArn', 'Where alarms and reports are told', evidence.topic.ref);
  }
}
