import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestRegion, type TestRegion, testAccount } from '../../../../test/region.ts';
import { clientsAllowed, lenientSts, type Statement } from '../../../../test/roles.ts';
import { service as iam } from '../iam/index.ts';
import { launch, launched, reaches } from './fixture.ts';
import { service as ec2 } from './index.ts';

let region: TestRegion;
before(async () => {
  region = await openTestRegion({ services: [iam, lenientSts, ec2] });
});
after(() => region.close());

const key = `arn:aws:kms:us-east-1:${testAccount}:key/mine`;
const encrypted = (KmsKeyId?: string) => ({
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId } }],
});
const startAndRun = { Action: ['ec2:StartInstances', 'ec2:RunInstances'], Resource: '*' };
const grant = (Condition?: object): Statement => ({
  Action: 'kms:CreateGrant',
  Resource: key,
  ...(Condition && { Condition }),
});

async function stopped(KmsKeyId?: string): Promise<string> {
  const { ec2: root } = region.clients;
  const id = await launched(root, encrypted(KmsKeyId));
  await root.stopInstances({ InstanceIds: [id] });
  await reaches(root, id, 'stopped');
  return id;
}

async function startedBy(name: string, id: string, ...allowed: Statement[]) {
  const { ec2 } = await clientsAllowed(region, name, startAndRun, ...allowed);
  const { StartingInstances } = await ec2.startInstances({ InstanceIds: [id] });
  assert.equal(StartingInstances![0]!.CurrentState!.Name, 'pending');
}

test('who may create grants on the key of its volume starts an instance', async () => {
  const narrow = {
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
    StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' },
  };
  const id = await stopped(key);
  await startedBy('WithKey', id, grant(narrow));
  await reaches(region.clients.ec2, id, 'running');

  const byId = await stopped('mine');
  await startedBy('WithKeyById', byId, grant());
  await reaches(region.clients.ec2, byId, 'running');
});

test('started by anybody else it falls back to stopped, and says no more than AWS does', async () => {
  const id = await stopped(key);
  const others = { StringEquals: { 'kms:ViaService': 'rds.us-east-1.amazonaws.com' } };
  for (const [name, ...allowed] of [['WithoutKey'], ['ForOthers', grant(others)]] as const) {
    await startedBy(name, id, ...allowed);
    const { StateReason } = await reaches(region.clients.ec2, id, 'stopped');
    assert.deepEqual(StateReason, {
      Code: 'Client.InternalError',
      Message: 'Client.InternalError: Client error on launch',
    });
  }
});

test('the key that AWS manages takes no right', async () => {
  for (const [name, id] of [
    ['Default', undefined],
    ['Alias', 'alias/aws/ebs'],
  ] as const) {
    const instance = await stopped(id);
    await startedBy(name, instance);
    await reaches(region.clients.ec2, instance, 'running');
  }
});

test('launched by somebody who may not use the key, an instance is terminated at once', async () => {
  const { ec2 } = await clientsAllowed(region, 'Launcher', startAndRun);
  const id = await launch(ec2, encrypted(key));
  const { StateReason } = await reaches(region.clients.ec2, id, 'terminated');
  assert.equal(StateReason?.Code, 'Client.InternalError');
});
