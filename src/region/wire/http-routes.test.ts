import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import { findOperation, labelsOf } from './http-routes.ts';
import { type Model, readModel } from './model.ts';

const models: Record<string, Model> = { lambda: readModel(lambda), s3: readModel(s3) };

function ask(service: string, line: string, headers: Record<string, string> = {}) {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split('?');
  const request = {
    method,
    path,
    query: new URLSearchParams(query),
    headers: new Headers(headers),
    body: Buffer.alloc(0),
  };
  const schema = findOperation(request, models[service]!);
  return schema && [schema[2], labelsOf(request, schema)];
}

describe('the operation that a request names', () => {
  const cases: [line: string, operation: string, labels: Record<string, string>][] = [
    ['GET /', 'ListBuckets', {}],
    ['GET /b', 'ListObjects', { Bucket: 'b' }],
    ['GET /b/', 'ListObjects', { Bucket: 'b' }],
    ['GET /b?list-type=2&prefix=x', 'ListObjectsV2', { Bucket: 'b' }],
    ['GET /b?location', 'GetBucketLocation', { Bucket: 'b' }],
    ['PUT /b', 'CreateBucket', { Bucket: 'b' }],
    ['PUT /b?policy', 'PutBucketPolicy', { Bucket: 'b' }],
    ['POST /b?delete', 'DeleteObjects', { Bucket: 'b' }],
    ['PUT /b/k', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['PUT /b/k?x-id=PutObject', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['GET /b/a%2Fb/c%20d/', 'GetObject', { Bucket: 'b', Key: 'a/b/c d/' }],
    ['GET /b//a/../b', 'GetObject', { Bucket: 'b', Key: '/a/../b' }],
    ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPart', { Bucket: 'b', Key: 'k' }],
    ['PUT /b/k?partNumber=1', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['DELETE /b/k?uploadId=u', 'AbortMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['DELETE /b/k', 'DeleteObject', { Bucket: 'b', Key: 'k' }],
  ];
  for (const [line, operation, labels] of cases)
    test(`of S3: ${line}`, () => {
      assert.deepEqual(ask('s3', line), [operation, labels]);
    });

  test('is told by the headers where its place is the same', () => {
    assert.equal(ask('s3', 'PUT /b/k', { 'x-amz-copy-source': 'b/other' })?.[0], 'CopyObject');
  });

  test('has its labels between what is fixed', () => {
    assert.deepEqual(ask('lambda', 'POST /2015-03-31/functions/f/invocations'), ['Invoke', { FunctionName: 'f' }]);
    assert.deepEqual(ask('lambda', 'GET /2015-03-31/functions/'), ['ListFunctions', {}]);
    assert.equal(ask('lambda', 'GET /2015-03-31/nothing'), undefined);
  });

  test('may lack what it requires: the answer says what', () => {
    assert.equal(ask('lambda', 'DELETE /2017-03-31/tags/arn')?.[0], 'UntagResource');
  });
});
