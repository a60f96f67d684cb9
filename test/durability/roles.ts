import type { Clients } from '../region.ts';

const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/** A role for services, such as `lambda.amazonaws.com`, that may take these actions on everything. @returns its ARN */
export async function makeRole(
  { iam }: Clients,
  RoleName: string,
  Service: readonly string[],
  Action: readonly string[],
): Promise<string> {
  const AssumeRolePolicyDocument = policy({ Principal: { Service }, Action: 'sts:AssumeRole' });
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  const PolicyDocument = policy({ Action, Resource: '*' });
  await iam.putRolePolicy({ RoleName, PolicyName: 'allowed', PolicyDocument });
  return Role!.Arn!;
}
