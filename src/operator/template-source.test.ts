import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Clients } from '../aws/clients.ts';
import { templateSource } from './template-source.ts';

const large = `${'#'.repeat(51_201)}`;
const hash = createHash('sha256').update(large).digest('hex');

/** Clients of an account, which note what they are asked; HeadBucket answers with this status. */
function account({ head = 200, region = 'us-east-1', partition = 'aws' } = {}) {
  const asked: [string, Record<string, unknown>][] = [];
  const note = (name: string) => async (input: Record<string, unknown>) => {
    asked.push([name, input]);
    return {};
  };
  const clients = {
    sts: {
      getCallerIdentity: async () => ({ Account: '123456789012', Arn: `arn:${partition}:iam::123456789012:root` }),
    },
    s3: {
      config: { region: async () => region },
      async headBucket(input: Record<string, unknown>) {
        await note('HeadBucket')(input);
        if (head !== 200) throw Object.assign(new Error('UnknownError'), { $metadata: { httpStatusCode: head } });
      },
      createBucket: note('CreateBucket'),
      putPublicAccessBlock: note('PutPublicAccessBlock'),
      putObject: note('PutObject'),
    },
  };
  return { clients: clients as unknown as Clients, asked, names: () => asked.map(([name]) => name) };
}

const silent = { tell: () => {} };

describe('a template', () => {
  test('of up to 51,200 bytes goes with the request', async () => {
    const { clients, asked } = account();
    const text = 'é'.repeat(25_600);
    assert.deepEqual(await templateSource(clients, text, silent), { TemplateBody: text });
    assert.deepEqual(asked, []);
  });

  test('that is larger goes through a bucket, under a key made of what is in it', async () => {
    const { clients, asked } = account();
    const lines: string[] = [];
    const source = await templateSource(clients, large, { tell: (line) => lines.push(line) });
    const bucket = 'wakepatch-templates-123456789012-us-east-1';
    assert.deepEqual(source, { TemplateURL: `https://${bucket}.s3.us-east-1.amazonaws.com/${hash}.template` });
    assert.deepEqual(asked, [
      ['HeadBucket', { Bucket: bucket, ExpectedBucketOwner: '123456789012' }],
      ['PutObject', { Bucket: bucket, Key: `${hash}.template`, Body: large, ExpectedBucketOwner: '123456789012' }],
    ]);
    assert.match(lines.join('\n'), new RegExp(`51201 bytes .* s3://${bucket}/${hash}`));
  });

  test('makes the bucket where there is none, private, and says so', async () => {
    const { clients, asked, names } = account({ head: 404, region: 'eu-central-1' });
    const lines: string[] = [];
    await templateSource(clients, large, { tell: (line) => lines.push(line) });
    assert.deepEqual(names(), ['HeadBucket', 'CreateBucket', 'PutPublicAccessBlock', 'PutObject']);
    const bucket = 'wakepatch-templates-123456789012-eu-central-1';
    assert.deepEqual(asked[1]?.[1], {
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    });
    assert.deepEqual(asked[2]?.[1].PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    assert.equal(lines[0], `Made the bucket ${bucket}, which is private.`);
  });

  test('names no place for a bucket in us-east-1, which S3 would refuse', async () => {
    const { clients, asked } = account({ head: 404 });
    await templateSource(clients, large, silent);
    assert.deepEqual(Object.keys(asked[1]?.[1] ?? {}), ['Bucket']);
  });

  test('is in no bucket of somebody else, whoever took the name first', async () => {
    const { clients, names } = account({ head: 403 });
    await assert.rejects(templateSource(clients, large, silent), {
      name: 'Failure',
      message: /another account's.*--bucket/,
    });
    assert.deepEqual(names(), ['HeadBucket']);
  });

  test('goes through the bucket that is named, also when it is small; that one is not made', async () => {
    const { clients } = account();
    const small = await templateSource(clients, 'Resources: {}', { ...silent, bucket: 'mine' });
    assert.match((small as { TemplateURL: string }).TemplateURL, /^https:\/\/mine\.s3\.us-east-1\.amazonaws\.com\//);
    const missing = account({ head: 404 });
    await assert.rejects(templateSource(missing.clients, large, { ...silent, bucket: 'mine' }), {
      name: 'Failure',
      message: /There is no bucket mine/,
    });
    assert.deepEqual(missing.names(), ['HeadBucket']);
  });

  test('is found under the domain of its partition', async () => {
    const { clients } = account({ region: 'cn-north-1', partition: 'aws-cn' });
    const source = (await templateSource(clients, large, silent)) as { TemplateURL: string };
    assert.equal(new URL(source.TemplateURL).hostname.split('.').slice(-3).join('.'), 'amazonaws.com.cn');
  });

  test('is not sent when S3 is in trouble: that is told as it is', async () => {
    const { clients } = account({ head: 500 });
    await assert.rejects(templateSource(clients, large, silent), { message: 'UnknownError' });
  });
});
