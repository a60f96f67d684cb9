// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnPolicy, type CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allow, policyDocument } from '../policy.ts';

/**
 * Lets a role start instances whose volumes are encrypted with keys of the customer's own: it is who starts an instance that
 * creates a grant on the key, for EC2. Source: EBS User Guide, "Requirements for Amazon EBS encryption"; KMS Developer
 * Guide, "AWS KMS condition keys".
 */
export class VolumeKeys extends Construct {
  constructor(scope: Construct, id: string, role: CfnRole, { VolumeKeyArns }: Record<'VolumeKeyArns', CfnParameter>) {
    super(scope, id);
    const areGiven = Fn.conditionNot(Fn.conditionEquals(VolumeKeyArns.valueAsString, ''));
    const grant = allow(['kms:CreateGrant'], Fn.split(',', VolumeKeyArns.valueAsString), {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
      StringEquals: { 'kms:ViaService': Fn.sub('ec2.${AWS::Region}.${AWS::URLSuffix}') },
    });
    new CfnPolicy(this, 'VolumeKeyPolicy', {
      policyName: 'VolumeKeys',
      roles: [role.ref],
      policyDocument: policyDocument(grant),
    }).cfnOptions.condition = new CfnCondition(this, 'WithVolumeKeys', { expression: areGiven });
  }
}
