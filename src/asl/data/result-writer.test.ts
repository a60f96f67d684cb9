import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StateSource } from '../machine.ts';
import { compileResultWriter, type PutObject } from './result-writer.ts';
import type { Scope } from './scope.ts';

const mapRunArn = 'arn:aws:states:us-east-1:123456789012:mapRun:machine/Each:1234';
const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'p/' } };
const writer = compileResultWriter({ definition: { ResultWriter }, language: 'JSONPath' } as unknown as StateSource)!;
const files = (...args: [results: Parameters<typeof writer.files>[0], pending?: Parameters<typeof writer.files>[4]]) =>
  writer.files(args[0], mapRunArn, {}, {} as Scope, args[1]);
const resultFiles = (written: PutObject[]) => JSON.parse(written.at(-1)!.Body).ResultFiles;

describe('the files of a Map Run', () => {
  test('tell what succeeded, what failed and what was never begun', () => {
    const written = files(
      [{ execution: { Status: 'SUCCEEDED' }, output: 1 }, { execution: { Status: 'ABORTED' } }],
      [{ item: 3 }],
    );
    assert.deepEqual(
      written.slice(0, 3).map(({ Key, Body }) => [Key, JSON.parse(Body)]),
      [
        ['p/1234/SUCCEEDED_0.json', [{ Status: 'SUCCEEDED' }]],
        ['p/1234/FAILED_0.json', [{ Status: 'ABORTED' }]],
        ['p/1234/PENDING_0.json', [{ Input: '{"item":3}', InputDetails: { Included: true }, Status: 'PENDING' }]],
      ],
    );
    const [succeeded] = written;
    assert.deepEqual(resultFiles(written).SUCCEEDED, [{ Key: succeeded!.Key, Size: succeeded!.Body.length }]);
  });

  test('are only those that there is something for, and the manifest', () => {
    const written = files([]);
    assert.deepEqual(
      written.map(({ Key }) => Key),
      ['p/1234/manifest.json'],
    );
    assert.deepEqual(resultFiles(written), { FAILED: [], PENDING: [], SUCCEEDED: [] });
  });

  test('are several where one would be too large', () => {
    const output = 'x'.repeat(7 * 1024 * 1024);
    const written = files(Array.from({ length: 5 }, () => ({ execution: { Output: output }, output })));
    assert.deepEqual(
      written.slice(0, -1).map(({ Key, Body }) => [Key, JSON.parse(Body).length]),
      [
        ['p/1234/SUCCEEDED_0.json', 2],
        ['p/1234/SUCCEEDED_1.json', 2],
        ['p/1234/SUCCEEDED_2.json', 1],
      ],
    );
  });
});
