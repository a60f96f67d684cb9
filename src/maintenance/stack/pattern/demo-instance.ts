// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import { CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { assumedBy } from '../policy.ts';
import type { ParameterName } from './parameters.ts';

// Debian's images come without the agent. Source: Systems Manager User Guide, "Manually installing SSM Agent on Debian
// Server instances".
const INSTALL_AGENT = `#!/bin/sh
command -v amazon-ssm-agent && exit 0
cd /tmp
wget -q https://s3.\${AWS::Region}.\${AWS::URLSuffix}/amazon-ssm-\${AWS::Region}/latest/debian_amd64/amazon-ssm-agent.deb
dpkg -i amazon-ssm-agent.deb
systemctl enable --now amazon-ssm-agent
`;

/** The instance to be patched when none exists yet, with a profile that lets Systems Manager manage it. */
export class DemoInstance extends Construct {
  readonly instance: CfnInstance;

  constructor(scope: Construct, id: string, condition: CfnCondition, parameters: Record<ParameterName, CfnParameter>) {
    super(scope, id);
    const { ImageId, InstanceType, SubnetId } = parameters;

    const role = new CfnRole(this, 'DemoInstanceRole', {
      description: 'Lets Systems Manager manage the demo instance',
      assumeRolePolicyDocument: assumedBy('ec2.amazonaws.com'),
      managedPolicyArns: [Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore')],
    });
    const profile = new CfnInstanceProfile(this, 'DemoInstanceProfile', { roles: [role.ref] });
    const inSubnet = new CfnCondition(this, 'InSubnet', {
      expression: Fn.conditionNot(Fn.conditionEquals(SubnetId.valueAsString, '')),
    });

    this.instance = new CfnInstance(this, 'DemoInstance', {
      imageId: ImageId.valueAsString,
      instanceType: InstanceType.valueAsString,
      iamInstanceProfile: profile.ref,
      subnetId: Fn.conditionIf(inSubnet.logicalId, SubnetId.valueAsString, Fn.ref('AWS::NoValue')).toString(),
      metadataOptions: { httpTokens: 'required' },
      userData: Fn.base64(Fn.sub(INSTALL_AGENT)),
      tags: [{ key: 'Name', value: 'ssm-stepfunction-demo' }],
    });
    for (const resource of [role, profile, this.instance]) resource.cfnOptions.condition = condition;
  }
}
