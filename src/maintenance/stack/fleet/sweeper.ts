import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { type CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ParameterName } from './parameters.ts';

/** Calls the LeaseSweeper on a schedule of its own, whatever becomes of the runs. */
export class Sweeper extends Construct {
  constructor(scope: Construct, id: string, sweeper: CfnFunction, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);
    const rule = new CfnRule(this, 'SweepRule', {
      description: 'Looks for expired leases',
      scheduleExpression: Fn.sub(`rate(\${${parameters.SweepMinutes.logicalId}} minutes)`),
      targets: [{ id: 'LeaseSweeper', arn: sweeper.attrArn }],
    });
    new CfnPermission(this, 'SweepPermission', {
      action: 'lambda:InvokeFunction',
      functionName: sweeper.ref,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}
