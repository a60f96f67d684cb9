/** The template as it stands in `templates/`, deployed into a Region for machines that are chosen by a tag. */
import { readFileSync } from 'node:fs';
import type { Clients } from '../region.ts';

const template = readFileSync(new URL('../../templates/wakepatch.yaml', import.meta.url), 'utf8');

export const stackName = 'patching';

const tag = { Key: 'Patch', Value: 'yes' };

/** Asks for the stack, and does not wait for it. @param parameters of the template, where not by default */
export async function createStack({ cloudformation }: Clients, parameters: Record<string, string> = {}): Promise<void> {
  const given = { CreateDemoInstance: 'false', TargetTagKey: tag.Key, TargetTagValue: tag.Value, ...parameters };
  await cloudformation.createStack({
    StackName: stackName,
    TemplateBody: template,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  });
}

const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/** Asks for instances that the stack's window will find, and that Systems Manager may manage. @returns their ids, sorted */
export async function runInstances({ iam, ec2, ssm }: Clients, count: number): Promise<string[]> {
  await iam.createRole({
    RoleName: 'Machine',
    AssumeRolePolicyDocument: policy({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  });
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
  await iam.attachRolePolicy({ RoleName: 'Machine', PolicyArn });
  await iam.createInstanceProfile({ InstanceProfileName: 'Machine' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'Machine', RoleName: 'Machine' });
  const { Parameter } = await ssm.getParameter({ Name: '/aws/service/debian/release/12/latest/amd64' });
  const { Instances = [] } = await ec2.runInstances({
    ImageId: Parameter!.Value!,
    InstanceType: 't3.micro',
    MinCount: count,
    MaxCount: count,
    // Left to itself the SDK makes one up.
    ClientToken: 'machines',
    IamInstanceProfile: { Name: 'Machine' },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [tag] }],
  });
  return Instances.map(({ InstanceId }) => InstanceId!).sort();
}
