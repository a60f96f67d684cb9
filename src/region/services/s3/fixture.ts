/** A Region with buckets, and somebody in it who is not its root. */
import type { S3 } from '@aws-sdk/client-s3';
import { clientsOf, openTestRegion, type TestRegion } from '../../../../test/region.ts';
import { type Context, type Service, servicePrincipal } from '../../service.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as s3 } from './index.ts';

const lambda = 'lambda.amazonaws.com';

/** In this Region only services assume roles; these tests want a caller that is not root, so theirs does it as Lambda does. */
const asLambda = (service: Service): Service => {
  const assume = service.operations.AssumeRole;
  if (!assume) return service;
  const run = (input: object, context: Context) =>
    assume.run?.(input, { ...context, principal: servicePrincipal(lambda) });
  return { ...service, operations: { ...service.operations, AssumeRole: { ...assume, run } } };
};

export const openBuckets = (): Promise<TestRegion> => openTestRegion({ services: [iam, sts, s3].map(asLambda) });

/** A client of S3 for a role that may do these things alone. @param statements Effect is Allow where nothing is said */
export async function roleThatMay(region: TestRegion, RoleName: string, statements: readonly object[]): Promise<S3> {
  const document = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const trust = { Effect: 'Allow', Principal: { Service: lambda }, Action: 'sts:AssumeRole' };
  const { Role } = await region.clients.iam.createRole({ RoleName, AssumeRolePolicyDocument: document([trust]) });
  if (statements.length > 0)
    await region.clients.iam.putRolePolicy({
      RoleName,
      PolicyName: 'may',
      PolicyDocument: document(statements.map((one) => ({ Effect: 'Allow', ...one }))),
    });
  const { Credentials } = await region.clients.sts.assumeRole({ RoleArn: Role!.Arn!, RoleSessionName: 'session' });
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  const { s3: client } = clientsOf(region.endpoint, {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken,
  });
  return client;
}
