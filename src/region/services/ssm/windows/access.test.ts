import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion } from '../../../../../test/region.ts';
import { clientsAllowed, lenientSts, type Statement } from '../../../../../test/roles.ts';
import { service as iam } from '../../iam/index.ts';
import { service as systemsManager } from '../index.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, lenientSts, systemsManager] });
});
after(() => region.close());

const allowed = async (name: string, ...statements: Statement[]) =>
  (await clientsAllowed(region, name, ...statements)).ssm;

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
