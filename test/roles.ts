/** Roles for tests, and clients of somebody who is allowed just that. */
import { type Context, type Service, servicePrincipal } from '../src/region/service.ts';
import { service as sts } from '../src/region/services/sts/index.ts';
import { AssumeRole } from '../src/region/services/sts/operations/AssumeRole.ts';
import { type Clients, clientsOf, type TestRegion } from './region.ts';

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const policy = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((each) => ({ Effect: 'Allow', ...each })) });

/** @param name with its path, if it has one: `test/Caller` @param service who may take it on, such as `lambda.amazonaws.com` @returns its ARN */
export async function makeRole(
  { iam }: Pick<Clients, 'iam'>,
  name: string,
  service: string | readonly string[],
  ...allowed: readonly Statement[]
): Promise<string> {
  const trust = { Principal: { Service: service }, Action: 'sts:AssumeRole' };
  const [RoleName = '', ...folders] = name.split('/').reverse();
  const Path = ['', ...folders.reverse(), ''].join('/');
  const { Role } = await iam.createRole({ RoleName, Path, AssumeRolePolicyDocument: policy([trust]) });
  if (allowed.length > 0) await iam.putRolePolicy({ RoleName, PolicyName: 'allowed', PolicyDocument: policy(allowed) });
  return Role!.Arn!;
}

/** STS that gives a role's credentials to anybody, as if it was Lambda that asked: otherwise services alone have them. */
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

/** The clients of somebody who is allowed just that, in a Region with `lenientSts`. */
export async function clientsAllowed(
  { clients, endpoint }: Pick<TestRegion, 'clients' | 'endpoint'>,
  name: string,
  ...allowed: readonly Statement[]
): Promise<Clients> {
  const RoleArn = await makeRole(clients, `test/${name}`, 'lambda.amazonaws.com', ...allowed);
  const { Credentials } = await clients.sts.assumeRole({ RoleArn, RoleSessionName: 'test' });
  return clientsOf(endpoint, {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  });
}
