import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { clientsOf } from '../../../../test/region.ts';
import { openRegionWithFunctions, policy, type RegionWithFunctions, trustIn, until, zip } from './fixture.ts';

let region: RegionWithFunctions;
before(async () => {
  region = await openRegionWithFunctions();
});
after(() => region.close());

const code = 'exports.handler = async () => 1';
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe('CreateFunction', () => {
  test('answers with the configuration, defaults included, as GetFunction does afterwards', async () => {
    const { $metadata, RevisionId, CodeSize, ...created } = await region.create('defaults', code);
    assert.equal($metadata.httpStatusCode, 201);
    assert.match(RevisionId ?? '', /^[0-9a-f-]{36}$/);
    assert.deepEqual(created, {
      FunctionName: 'defaults',
      FunctionArn: arnOf('defaults'),
      Runtime: 'nodejs24.x',
      Role: region.Role,
      Handler: 'index.handler',
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      LastModified: '2026-01-01T00:00:00.000+0000',
      CodeSha256: createHash('sha256')
        .update(zip({ 'index.js': code }))
        .digest('base64'),
      Version: '$LATEST',
      TracingConfig: { Mode: 'PassThrough' },
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/defaults' },
    });
    const { Configuration } = await region.clients.lambda.getFunction({ FunctionName: 'defaults' });
    assert.deepEqual(Configuration, { ...created, RevisionId, CodeSize });
  });

  test('refuses a name in use', async () => {
    await region.create('twice', code);
    await assert.rejects(region.create('twice', code), {
      name: 'ResourceConflictException',
      message: 'Function already exist: twice',
      Type: 'User',
    });
  });

  const refused: { what: string; with: Partial<CreateFunctionCommandInput>; name: string; message: string | RegExp }[] =
    [
      {
        what: 'another runtime',
        with: { Runtime: 'python3.13' as const },
        name: 'NotImplemented',
        message: /the Lambda runtime python3\.13/,
      },
      {
        what: 'code in a bucket',
        with: { Code: { S3Bucket: 'b', S3Key: 'k' } },
        name: 'NotImplemented',
        message: /Code\.S3Bucket/,
      },
      {
        what: 'layers',
        with: { Layers: ['arn:aws:lambda:us-east-1:1:layer:l:1'] },
        name: 'NotImplemented',
        message: /Layers/,
      },
      {
        what: 'a published version',
        with: { Publish: true },
        name: 'NotImplemented',
        message: /publishing of function versions/,
      },
      {
        what: 'the log format JSON',
        with: { LoggingConfig: { LogFormat: 'JSON' as const } },
        name: 'NotImplemented',
        message: /log format JSON/,
      },
      {
        what: 'no handler',
        with: { Handler: undefined },
        name: 'InvalidParameterValueException',
        message: /^Runtime and Handler are mandatory parameters/,
      },
      {
        what: 'a name with a blank',
        with: { FunctionName: 'a b' },
        name: 'ValidationException',
        message: /^1 validation error detected: Value 'a b' at 'functionName'/,
      },
      {
        what: 'a time-out over 15 minutes',
        with: { Timeout: 901 },
        name: 'ValidationException',
        message:
          "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
      },
      {
        what: 'too little memory',
        with: { MemorySize: 64 },
        name: 'ValidationException',
        message: /Value '64' at 'memorySize'/,
      },
      {
        what: 'a role that is no ARN',
        with: { Role: 'admin' },
        name: 'ValidationException',
        message: /Value 'admin' at 'role'/,
      },
      {
        what: 'a role that does not trust Lambda',
        with: { Role: 'arn:aws:iam::123456789012:role/absent' },
        name: 'InvalidParameterValueException',
        message: 'The role defined for the function cannot be assumed by Lambda.',
      },
      {
        what: 'a reserved variable',
        with: { Environment: { Variables: { AWS_REGION: 'x' } } },
        name: 'InvalidParameterValueException',
        message: /Reserved keys used in this request: AWS_REGION$/,
      },
      {
        what: 'variables over 4 KB',
        with: { Environment: { Variables: { A1: 'x'.repeat(4096) } } },
        name: 'InvalidParameterValueException',
        message: /exceeded the 4KB limit/,
      },
      {
        what: 'what is no archive',
        with: { Code: { ZipFile: Buffer.from('no zip') } },
        name: 'InvalidParameterValueException',
        message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
      },
      {
        what: 'an empty archive',
        with: { Code: { ZipFile: zip({}) } },
        name: 'InvalidParameterValueException',
        message: 'Uploaded file must be a non-empty zip',
      },
      {
        what: 'an archive that writes outside of its folder',
        with: { Code: { ZipFile: zip({ '../index.js': '' }) } },
        name: 'InvalidParameterValueException',
        message: /^Could not unzip/,
      },
    ];
  for (const { what, with: members, ...error } of refused)
    test(`refuses ${what}`, async () => {
      await assert.rejects(region.create('refused', code, members), error);
      await assert.rejects(region.clients.lambda.getFunction({ FunctionName: 'refused' }), {
        name: 'ResourceNotFoundException',
        message: `Function not found: ${arnOf('refused')}`,
      });
    });
});

describe('an update', () => {
  test('of the code is what the next invocation runs, and nothing is left of the code before', async () => {
    const { RevisionId: before } = await region.create('updated', code);
    assert.equal((await region.invoke('updated')).result, 1);
    const folder = join(region.dataDir, 'lambda', before ?? '');
    assert.ok(existsSync(folder));

    const ZipFile = zip({ 'index.js': 'exports.handler = async () => 2' });
    const updated = await region.clients.lambda.updateFunctionCode({ FunctionName: 'updated', ZipFile });
    assert.notEqual(updated.RevisionId, before);
    assert.equal((await region.invoke('updated')).result, 2);
    await until(() => !existsSync(folder));
  });

  test('of the configuration leaves what it does not name', async () => {
    await region.create('configured', 'exports.handler = async () => process.env.A1', { Timeout: 7 });
    assert.equal((await region.invoke('configured')).result, null);
    const Environment = { Variables: { A1: 'now' } };
    const { Timeout, MemorySize } = await region.clients.lambda.updateFunctionConfiguration({
      FunctionName: 'configured',
      Environment,
      MemorySize: 192,
    });
    assert.deepEqual({ Timeout, MemorySize }, { Timeout: 7, MemorySize: 192 });
    assert.equal((await region.invoke('configured')).result, 'now');
  });

  test('of a revision that is no longer the latest is refused', async () => {
    await region.create('raced', code);
    const stale = { FunctionName: 'raced', Description: 'mine', RevisionId: '00000000-0000-0000-0000-000000000000' };
    await assert.rejects(region.clients.lambda.updateFunctionConfiguration(stale), {
      name: 'PreconditionFailedException',
    });
  });

  test('lets an invocation under way finish with the code it began with', async () => {
    const started = join(region.dataDir, 'started');
    const goOn = join(region.dataDir, 'go-on');
    const waiting = `const { existsSync, writeFileSync } = require('node:fs');
      exports.handler = async () => {
        writeFileSync('${started}', '');
        while (!existsSync('${goOn}')) await new Promise(setImmediate);
        return 'old';
      }`;
    await region.create('busy', waiting);
    const invocation = region.invoke('busy');
    await until(() => existsSync(started));
    await region.clients.lambda.updateFunctionCode({ FunctionName: 'busy', ZipFile: zip({ 'index.js': code }) });
    assert.equal((await region.invoke('busy')).result, 1);
    writeFileSync(goOn, '');
    assert.equal((await invocation).result, 'old');
  });
});

test('DeleteFunction leaves neither the function nor its code, and its log group stays', async () => {
  const { RevisionId } = await region.create('deleted', code);
  await region.invoke('deleted');
  await region.clients.lambda.deleteFunction({ FunctionName: 'deleted' });
  await assert.rejects(region.invoke('deleted'), { name: 'ResourceNotFoundException' });
  await assert.rejects(region.clients.lambda.deleteFunction({ FunctionName: 'deleted' }), {
    name: 'ResourceNotFoundException',
  });
  assert.match(await region.logged('deleted'), /START/);
  await until(() => !existsSync(join(region.dataDir, 'lambda', RevisionId ?? '')));
});

test('ListFunctions has all functions by name, in pages', async () => {
  const listed: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await region.clients.lambda.listFunctions({ MaxItems: 3, Marker });
    assert.ok((page.Functions?.length ?? 0) <= 3);
    listed.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName ?? ''));
    Marker = page.NextMarker;
  } while (Marker);
  assert.ok(listed.includes('defaults') && listed.includes('updated'));
  assert.deepEqual(listed, listed.toSorted());
});

test('tags are added, replaced and removed', async () => {
  const { lambda } = region.clients;
  await region.create('tagged', code, { Tags: { Team: 'a', Stage: 'test' } });
  await lambda.tagResource({ Resource: arnOf('tagged'), Tags: { Team: 'b', More: '1' } });
  await lambda.untagResource({ Resource: arnOf('tagged'), TagKeys: ['Stage', 'Absent'] });
  assert.deepEqual((await lambda.listTags({ Resource: arnOf('tagged') })).Tags, { Team: 'b', More: '1' });
  assert.deepEqual((await lambda.getFunction({ FunctionName: 'tagged' })).Tags, { Team: 'b', More: '1' });
});

describe('a function that may manage functions', () => {
  const manager = `const { Lambda } = require('@aws-sdk/client-lambda');
    exports.handler = async ({ call, input }) => { try { await new Lambda()[call](input); return 'done' } catch (e) { return e.name + ': ' + e.message } }`;

  test('needs iam:PassRole on the role, for Lambda', async () => {
    const { iam } = region.clients;
    await iam.createRole({ RoleName: 'manager', AssumeRolePolicyDocument: trustIn('lambda.amazonaws.com') });
    const Role = 'arn:aws:iam::123456789012:role/manager';
    await region.create('manager', manager, { Role });
    await region.create('subject', code, { Tags: { Mine: 'yes' } });
    const ask = async () =>
      (
        await region.invoke('manager', {
          call: 'updateFunctionConfiguration',
          input: { FunctionName: 'subject', Role: region.Role },
        })
      ).result;
    const allow = (statements: object) =>
      iam.putRolePolicy({
        RoleName: 'manager',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
      });

    assert.match(
      await ask(),
      /^AccessDeniedException: .* not authorized to perform: lambda:UpdateFunctionConfiguration on resource: .*:function:subject/,
    );
    const update = {
      Effect: 'Allow',
      Action: 'lambda:UpdateFunctionConfiguration',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/Mine': 'yes' } },
    };
    await allow([update]);
    assert.match(await ask(), /not authorized to perform: iam:PassRole on resource: .*function-role/);
    const pass = {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: region.Role,
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    };
    await allow([update, pass]);
    assert.equal(await ask(), 'done');
  });

  test('needs lambda:InvokeFunction on the very function', async () => {
    const { iam } = region.clients;
    const may = policy({ Action: 'lambda:InvokeFunction', Resource: arnOf('subject') });
    await iam.putRolePolicy({ RoleName: 'manager', PolicyName: 'p', PolicyDocument: may });
    const ask = async (FunctionName: string) =>
      (await region.invoke('manager', { call: 'invoke', input: { FunctionName } })).result;
    assert.equal(await ask('subject'), 'done');
    assert.match(
      await ask('tagged'),
      /^AccessDeniedException: .*lambda:InvokeFunction on resource: .*:function:tagged/,
    );
  });
});

test('a stranger gets nothing', async () => {
  const { lambda } = clientsOf(region.endpoint, { accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'x' });
  await assert.rejects(
    lambda.invoke({ FunctionName: 'defaults' }),
    ({ $metadata }) => $metadata.httpStatusCode === 403,
  );
});
