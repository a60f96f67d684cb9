/** A function that keeps evidence: what it asks for passes the same door, as its role. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { service as iam } from '../iam/index.ts';
import { openRegionWithFunctions, policy } from '../lambda/fixture.ts';
import { service as lambda } from '../lambda/index.ts';
import { service as logs } from '../logs/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as s3 } from './index.ts';

test('a Lambda function writes an object and reads it, as far as its role may', async (t) => {
  const region = await openRegionWithFunctions({ services: [iam, sts, logs, lambda, s3] });
  t.after(() => region.close());
  await region.clients.s3.createBucket({ Bucket: 'evidence' });
  const PolicyDocument = policy({ Action: ['s3:PutObject', 's3:GetObject'], Resource: 'arn:aws:s3:::evidence/runs/*' });
  await region.clients.iam.putRolePolicy({ RoleName: 'function-role', PolicyName: 'evidence', PolicyDocument });
  await region.create(
    'keeps',
    `const { S3 } = require('@aws-sdk/client-s3');
    const s3 = new S3();
    exports.handler = async ({ Key, Body }) => {
      await s3.putObject({ Bucket: 'evidence', Key, Body, ContentType: 'application/json', IfNoneMatch: '*' });
      const found = await s3.getObject({ Bucket: 'evidence', Key });
      return { text: await found.Body.transformToString(), type: found.ContentType };
    };`,
  );
  const { result } = await region.invoke('keeps', { Key: 'runs/ä 1.json', Body: '{}' });
  assert.deepEqual(result, { text: '{}', type: 'application/json' });
  const again = await region.invoke('keeps', { Key: 'runs/ä 1.json', Body: '{}' });
  assert.equal(again.result.errorType, 'PreconditionFailed');
  const elsewhere = await region.invoke('keeps', { Key: 'other', Body: '{}' });
  assert.equal(elsewhere.result.errorType, 'AccessDenied');
  assert.match(
    elsewhere.result.errorMessage,
    /assumed-role\/function-role\/keeps is not authorized to perform: s3:PutObject/,
  );
});
