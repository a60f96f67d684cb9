/**
 * For tests of what a role may do. A role's credentials are given to services alone; here whoever asks passes for Lambda.
 */
import { type Context, type Service, servicePrincipal } from '../src/region/service.ts';
import { service as sts } from '../src/region/services/sts/index.ts';
import { AssumeRole } from '../src/region/services/sts/operations/AssumeRole.ts';
import { type Clients, clientsOf, type TestRegion } from './region.ts';

/** To stand in for STS among a test Region's services. */
export const lenientSts: Service = {
  ...sts,
  operations: {
    ...sts.operations,
    AssumeRole: {
      ...AssumeRole,
      authorize: () => [],
      run: (input, context: Context) =>
        AssumeRole.run!(input, { ...context, principal: servicePrincipal('lambda.amazonaws.com') }),
    },
  },
};

interface Statement {
  Action: string | string[];
  Resource: string | string[];
  Condition?: object;
}

/** The clients of a new role that is allowed just that. */
export async function clientsOfRole(
  { endpoint, clients }: Pick<TestRegion, 'endpoint' | 'clients'>,
  RoleName: string,
  ...statements: Statement[]
): Promise<Clients> {
  const document = (Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await clients.iam.createRole({
    RoleName,
    Path: '/test/',
    AssumeRolePolicyDocument: document([trust]),
  });
  if (statements.length > 0)
    await clients.iam.putRolePolicy({
      RoleName,
      PolicyName: 'just-that',
      PolicyDocument: document(statements.map((statement) => ({ Effect: 'Allow', ...statement }))),
    });
  const { Credentials } = await clients.sts.assumeRole({ RoleArn: Role!.Arn, RoleSessionName: 'test' });
  return clientsOf(endpoint, {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  });
}
