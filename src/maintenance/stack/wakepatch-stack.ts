// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { type App, BootstraplessSynthesizer, type CfnElement, CfnOutput, Fn, Stack, Validations } from 'aws-cdk-lib';
import { DemoInstance } from './demo-instance.ts';
import { Functions } from './functions.ts';
import { MaintenanceWindow } from './maintenance-window.ts';
import { declareParameters } from './parameters.ts';
import { Selection } from './selection.ts';
import { Workflow } from './workflow.ts';

/** The whole pattern as one stack. */
export class WakepatchStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id, { synthesizer: new BootstraplessSynthesizer(), analyticsReporting: false });
    this.templateOptions.templateFormatVersion = '2010-09-09';
    this.templateOptions.description =
      'wakepatch: in a maintenance window, starts instances, patches them and puts them back as they were found';

    Validations.of(this).acknowledge(
      { id: 'CloudFormation-Validate::E3510', reason: 'A policy in text, which IAM takes as well: see Selection' },
      { id: 'CloudFormation-Validate::W1030', reason: 'An empty WindowName is not used: see MaintenanceWindow' },
    );

    const parameters = declareParameters(this);
    const selection = new Selection(this, 'Selection', parameters);
    const demo = new DemoInstance(this, 'Demo', selection.withDemoInstance, parameters);
    const functions = new Functions(this, 'Functions', selection, parameters);
    const workflow = new Workflow(this, 'Workflow', selection, functions.byName, parameters);
    const { window, task } = new MaintenanceWindow(this, 'Window', selection, workflow.stateMachine, parameters);

    const output = (name: string, description: string, value: string) =>
      new CfnOutput(this, name, { description, value });
    output('WindowId', 'The maintenance window', window.ref);
    output('WindowTaskId', 'The task of the window', task.ref);
    output('StateMachineArn', 'The state machine that is executed once for each instance', workflow.stateMachine.ref);
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

  /** Plain names instead of a path and a hash: people read this template. CDK refuses a name that is used twice. */
  protected override allocateLogicalId(element: CfnElement): string {
    return element.node.id;
  }
}
