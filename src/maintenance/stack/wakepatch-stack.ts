import { type App, BootstraplessSynthesizer, type CfnElement, Stack, Validations } from 'aws-cdk-lib';

/** What the stacks have in common: they need no bootstrap, and their template is for people to read. */
export abstract class WakepatchStack extends Stack {
  constructor(app: App, id: string, description: string) {
    super(app, id, { synthesizer: new BootstraplessSynthesizer(), analyticsReporting: false });
    this.templateOptions.templateFormatVersion = '2010-09-09';
    this.templateOptions.description = description;
    Validations.of(this).acknowledge(
      { id: 'CloudFormation-Validate::E3510', reason: 'A policy in text, which IAM takes as well: see Selection' },
      { id: 'CloudFormation-Validate::W1030', reason: 'An empty WindowName is not used: see MaintenanceWindow' },
    );
  }

  /** Plain names instead of a path and a hash. CDK refuses a name that is used twice. */
  protected override allocateLogicalId(element: CfnElement): string {
    return element.node.id;
  }
}
