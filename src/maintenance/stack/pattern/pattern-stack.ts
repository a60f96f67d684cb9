// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { type App, CfnOutput, Fn } from 'aws-cdk-lib';
import { Functions } from '../functions.ts';
import { MaintenanceWindow } from '../maintenance-window.ts';
import { declareParameters } from '../parameters.ts';
import { Selection } from '../selection.ts';
import { WakepatchStack } from '../wakepatch-stack.ts';
import { DemoInstance } from './demo-instance.ts';
import { patternParameters } from './parameters.ts';
import { type FunctionName, instanceRoles } from './roles.ts';
import { Workflow } from './workflow.ts';

/** The whole pattern as one stack. */
export class PatternStack extends WakepatchStack {
  constructor(app: App, id: string) {
    super(
      app,
      id,
      'wakepatch: in a maintenance window, starts instances, patches them and puts them back as they were found',
    );
    const parameters = declareParameters(this, patternParameters);
    const selection = new Selection(this, 'Selection', parameters);
    const demo = new DemoInstance(this, 'Demo', selection.withDemoInstance!, parameters);
    const functions = new Functions<FunctionName>(
      this,
      'Functions',
      selection,
      instanceRoles,
      parameters.LogRetentionDays.valueAsNumber,
    );
    const workflow = new Workflow(this, 'Workflow', selection, functions.byName, parameters);
    const { stateMachine } = workflow;
    const maintenance = new MaintenanceWindow(this, 'Window', selection, stateMachine.ref, parameters);
    const task = maintenance.startForEachTarget('MaintenanceWindowTask', stateMachine);

    const output = (name: string, description: string, value: string) =>
      new CfnOutput(this, name, { description, value });
    output('WindowId', 'The maintenance window', maintenance.window.ref);
    output('WindowTaskId', 'The task of the window', task.ref);
    output('StateMachineArn', 'The state machine that is executed once for each instance', stateMachine.ref);
    output('DemoInstanceId', 'The instance to be patched', demo.instance.ref).condition = selection.withDemoInstance;
    for (const [name, each] of Object.entries(functions.byName))
      output(`${name}Function`, `The function ${name}`, each.ref);
    output(
      'ShowWindowExecutions',
      'Each opening of the window',
      Fn.sub('aws ssm describe-maintenance-window-executions --window-id ${MaintenanceWindow}'),
    );
    output(
      'ShowExecutions',
      'Each patching of an instance',
      Fn.sub('aws stepfunctions list-executions --state-machine-arn ${StateMachine}'),
    );
    output(
      'BeforeDeletingTheStack',
      'Close the window first and let executions end: one that is cut off leaves its instance awake',
      Fn.sub('aws ssm update-maintenance-window --window-id ${MaintenanceWindow} --no-enabled'),
    );
  }
}
