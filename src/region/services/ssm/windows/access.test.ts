import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Clients, clientsOf, openTestRegion, type TestRegion } from '../../../../../test/region.ts';
import { type Context, type Service, servicePrincipal } from '../../../service.ts';
import { service as iam } from '../../iam/index.ts';
import { service as sts } from '../../sts/index.ts';
import { AssumeRole } from '../../sts/operations/AssumeRole.ts';
import { service as systemsManager } from '../index.ts';

/** A role's credentials are given to services alone; here whoever asks for them passes for Lambda. */
const lenient: Service = {
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

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, lenient, systemsManager] });
});
after(() => region.close());

interface Statement {
  Action: string;
  Resource: string;
  Condition?: object;
}

/** The client of somebody who is allowed just that. */
async function allowed(RoleName: string, ...statements: Statement[]): Promise<Clients['ssm']> {
  const { iam, sts } = region.clients;
  const document = (given: readonly object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: given.map((each) => ({ Effect: 'Allow', ...each })) });
  const trust = { Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: document([trust]) });
  await iam.putRolePolicy({ RoleName, PolicyName: 'just-that', PolicyDocument: document(statements) });
  const { Credentials } = await sts.assumeRole({ RoleArn: Role!.Arn, RoleSessionName: 'test' });
  return clientsOf(region.endpoint, {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  }).ssm;
}

const window = {
  Name: 'Nightly',
  Schedule: 'at(2000-01-01T00:00:00)',
  Duration: 2,
  Cutoff: 1,
  AllowUnassociatedTargets: true,
};

test('a window is reached by its ARN or by its tags, and no other is', async () => {
  const { ssm } = region.clients;
  const mine = await ssm.createMaintenanceWindow({ ...window, Tags: [{ Key: 'Team', Value: 'web' }] });
  const other = await ssm.createMaintenanceWindow(window);
  const Action = 'ssm:GetMaintenanceWindow';
  const byArn = await allowed('ByArn', {
    Action,
    Resource: `arn:aws:ssm:us-east-1:123456789012:maintenancewindow/${mine.WindowId}`,
  });
  const byTag = await allowed('ByTag', {
    Action,
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/Team': 'web' } },
  });
  for (const client of [byArn, byTag]) {
    assert.equal((await client.getMaintenanceWindow({ WindowId: mine.WindowId })).Name, 'Nightly');
    await assert.rejects(client.getMaintenanceWindow({ WindowId: other.WindowId }), {
      name: 'AccessDeniedException',
      message: /is not authorized to perform: ssm:GetMaintenanceWindow on resource: arn:aws:ssm:.*maintenancewindow/,
    });
  }
});

test('a task is given only a role that its caller may pass to Systems Manager', async () => {
  const { WindowId } = await region.clients.ssm.createMaintenanceWindow(window);
  const task = { WindowId, TaskType: 'LAMBDA' as const, TaskArn: 'Patch' };
  const role = 'arn:aws:iam::123456789012:role/Tasks';
  const register = { Action: 'ssm:RegisterTaskWithMaintenanceWindow', Resource: '*' };
  const passTo = (service: string) => ({
    Action: 'iam:PassRole',
    Resource: role,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });
  const wrong = await allowed('PassesToLambda', register, passTo('lambda.amazonaws.com'));
  await wrong.registerTaskWithMaintenanceWindow(task);
  await assert.rejects(wrong.registerTaskWithMaintenanceWindow({ ...task, ServiceRoleArn: role }), {
    name: 'AccessDeniedException',
    message: /is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role\/Tasks/,
  });
  const right = await allowed('PassesToSystemsManager', register, passTo('ssm.amazonaws.com'));
  await right.registerTaskWithMaintenanceWindow({ ...task, ServiceRoleArn: role });
});
