import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { service as s3 } from '../../s3/index.ts';
import { services as basic, openStacks } from '../fixture.ts';

const services = [...basic, s3];

/** A bucket of evidence, as a template has it. @param more further lines of the resource, or of its properties */
const evidence = (properties = '', more = '') => `
Resources:
  Evidence:
    Type: AWS::S3::Bucket
    ${more}
    Properties:
      BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
      OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}
      PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}
      ${properties}`;
const retained = 'DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain';
const rule = (days: number, prefix = 'tmp/') =>
  `LifecycleConfiguration: {Rules: [{Id: short, Status: Enabled, Prefix: ${prefix}, ExpirationInDays: ${days}}]}`;

describe('AWS::S3::Bucket', () => {
  test('is made, changed in place, and taken away', async (t) => {
    const stacks = await openStacks(t, { services });
    const client = stacks.clients.s3;
    const made = await stacks.create(
      `${evidence(`${rule(30)}\n      Tags: [{Key: Team, Value: one}]`)}
Outputs:
  Arn: {Value: !GetAtt Evidence.Arn}
  DomainName: {Value: !GetAtt Evidence.DomainName}
  RegionalDomainName: {Value: !GetAtt Evidence.RegionalDomainName}`,
    );
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { Evidence: Bucket = '' } = await stacks.physicalIds();
    assert.match(Bucket, /^fleet-evidence-[a-z0-9]{12}$/);
    assert.deepEqual(
      made.Outputs?.map(({ OutputValue }) => OutputValue),
      [`arn:aws:s3:::${Bucket}`, `${Bucket}.s3.amazonaws.com`, `${Bucket}.s3.us-east-1.amazonaws.com`],
    );
    const state = async () => ({
      tags: (await client.getBucketTagging({ Bucket })).TagSet?.map(({ Key, Value }) => `${Key}=${Value}`),
      rules: await client.getBucketLifecycleConfiguration({ Bucket }).then(
        ({ Rules }) => Rules,
        (error) => error.name,
      ),
    });
    const labels = (await state()).tags?.filter((tag) => tag.startsWith('aws:cloudformation:'));
    assert.equal(labels?.length, 3);
    assert.deepEqual(await state(), {
      tags: ['Team=one', ...labels!],
      rules: [{ ID: 'short', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } }],
    });

    const changed = await stacks.update(evidence('Tags: [{Key: Team, Value: two}]'));
    assert.equal(changed.StackStatus, 'UPDATE_COMPLETE', changed.StackStatusReason);
    assert.deepEqual((await stacks.physicalIds()).Evidence, Bucket);
    const { tags, rules } = await state();
    assert.deepEqual([[...tags!].sort(), rules], [['Team=two', ...labels!].sort(), 'NoSuchLifecycleConfiguration']);

    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    await assert.rejects(client.headBucket({ Bucket }), { name: 'NotFound' });
  });

  test('with evidence in it is not taken away, which is said', async (t) => {
    const stacks = await openStacks(t, { services });
    await stacks.create(evidence());
    const { Evidence: Bucket } = await stacks.physicalIds();
    await stacks.clients.s3.putObject({ Bucket, Key: 'run.json', Body: '{}' });
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_FAILED');
    const failure = (await stacks.told()).find((line) => line.startsWith('Evidence DELETE_FAILED'));
    assert.match(failure!, /"The bucket you tried to delete is not empty \(Service: S3, Status Code: 409/);
  });

  test('that is retained stays with what is in it when the stack goes', async (t) => {
    const stacks = await openStacks(t, { services });
    await stacks.create(evidence('', retained));
    const { Evidence: Bucket } = await stacks.physicalIds();
    await stacks.clients.s3.putObject({ Bucket, Key: 'run.json', Body: '{}' });
    assert.equal((await stacks.remove()).StackStatus, 'DELETE_COMPLETE');
    assert.ok((await stacks.told()).includes('Evidence DELETE_SKIPPED'));
    const { Body } = await stacks.clients.s3.getObject({ Bucket, Key: 'run.json' });
    assert.equal(await Body?.transformToString(), '{}');
  });

  test('that is retained stays when another takes its place', async (t) => {
    const stacks = await openStacks(t, { services });
    await stacks.create(evidence('BucketName: first', retained));
    const replaced = await stacks.update(evidence('BucketName: second', retained));
    assert.equal(replaced.StackStatus, 'UPDATE_COMPLETE', replaced.StackStatusReason);
    assert.ok((await stacks.told()).includes('Evidence DELETE_SKIPPED'));
    const { Buckets } = await stacks.clients.s3.listBuckets({});
    assert.deepEqual(
      Buckets?.map(({ Name }) => Name),
      ['first', 'second'],
    );
  });

  test('is not taken from somebody who has it already', async (t) => {
    const stacks = await openStacks(t, { services });
    await stacks.clients.s3.createBucket({ Bucket: 'mine' });
    assert.equal((await stacks.create(evidence('BucketName: mine'))).StackStatus, 'ROLLBACK_COMPLETE');
    const failure = (await stacks.told()).find((line) => line.startsWith('Evidence CREATE_FAILED'));
    assert.match(failure!, /"mine already exists \(Service: S3.*HandlerErrorCode: AlreadyExists/);
    await stacks.clients.s3.headBucket({ Bucket: 'mine' });
  });

  test('has no versions here, which is refused by name', async (t) => {
    const stacks = await openStacks(t, { services });
    await assert.rejects(stacks.create(evidence('VersioningConfiguration: {Status: Enabled}')), {
      message: /does not support the property VersioningConfiguration of AWS::S3::Bucket/,
    });
  });
});

describe('AWS::S3::BucketPolicy', () => {
  const withPolicy = (action: string) => `${evidence()}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Evidence
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Deny, Principal: "*", Action: "${action}", Resource: !Sub "\${Evidence.Arn}/*"}
          - Effect: Deny
            Principal: {AWS: "*"}
            Action: "s3:*"
            Resource: [!GetAtt Evidence.Arn, !Sub "\${Evidence.Arn}/*"]
            Condition: {Bool: {"aws:SecureTransport": "false"}}`;

  test('is put, changed and taken away with the stack', async (t) => {
    const stacks = await openStacks(t, { services });
    const client = stacks.clients.s3;
    const made = await stacks.create(withPolicy('s3:DeleteObject'));
    assert.equal(made.StackStatus, 'CREATE_COMPLETE', made.StackStatusReason);
    const { Evidence: Bucket, Policy } = await stacks.physicalIds();
    assert.equal(Policy, Bucket);
    await client.putObject({ Bucket, Key: 'a' });
    await assert.rejects(client.deleteObject({ Bucket, Key: 'a' }), { name: 'AccessDenied' });
    await stacks.update(withPolicy('s3:GetObject'));
    await assert.rejects(client.getObject({ Bucket, Key: 'a' }), { name: 'AccessDenied' });
    await stacks.update(evidence());
    await assert.rejects(client.getBucketPolicy({ Bucket }), { name: 'NoSuchBucketPolicy' });
  });
});
