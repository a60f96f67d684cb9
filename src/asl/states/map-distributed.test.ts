import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type ChildEffect,
  compile,
  type Effect,
  type Event,
  type Json,
  type JsonObject,
  start,
  step,
} from '../index.ts';
import { anyStart, inOrder, run } from '../testing/run.ts';

const { now } = anyStart;
const distributed = (
  more: JsonObject = {},
  states: Record<string, JsonObject> = { Same: { Type: 'Pass' } },
): JsonObject => ({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...inOrder(states) },
  ...more,
});
const each = (more?: JsonObject, states?: Record<string, JsonObject>) => inOrder({ Each: distributed(more, states) });
const numbers = (length: number) => Array.from({ length }, (_, i) => i);
const childrenOf = (effects: Effect[]) => effects.filter((effect): effect is ChildEffect => effect.type === 'child');

/** Drives a Map Run by hand. */
function mapRun(definition: JsonObject, input: Json) {
  const machine = compile(definition);
  let [snapshot, effects] = start(machine, { ...anyStart, input });
  return {
    effects: () => effects,
    snapshot: () => {
      assert.deepStrictEqual(JSON.parse(JSON.stringify(snapshot)), snapshot, 'a snapshot is plain JSON');
      return snapshot;
    },
    children: () => childrenOf(effects),
    end(id: string, failed = false): void {
      const result = failed ? { status: 'FAILED', error: 'Bad' } : { status: 'SUCCEEDED', output: id };
      [snapshot, effects] = step(machine, snapshot, { type: 'child', id, now, ...result } as Event);
    },
  };
}

describe('Map, distributed', () => {
  test('runs a child execution for each item and lists what they return', () => {
    const { finished } = run(each(), { input: ['a', 'b', 'c'] });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: ['a', 'b', 'c'] });
  });

  test('starts no more children than MaxConcurrency at a time', () => {
    const map = mapRun(each({ MaxConcurrency: 2 }), numbers(5));
    const [first, second] = map.children();
    assert.equal(map.children().length, 2);
    map.end(first!.id);
    assert.deepEqual(
      map.children().map(({ index }) => index),
      [2],
    );
    map.end(second!.id);
    assert.deepEqual(
      map.children().map(({ index }) => index),
      [3],
    );
  });

  test('counts a child only once, however often its end is reported', () => {
    const map = mapRun(each(), [0, 1]);
    const [first, second] = map.children();
    map.end(first!.id);
    map.end(first!.id);
    assert.equal(map.snapshot().status, 'RUNNING');
    map.end(second!.id);
    assert.equal(map.snapshot().status, 'SUCCEEDED');
  });

  test('fails with the first child that fails, unless failures are tolerated', () => {
    const map = mapRun(each(), [0, 1]);
    map.end(map.children()[0]!.id, true);
    assert.equal(map.snapshot().status, 'FAILED');
    assert.deepEqual(map.effects().at(-1), {
      type: 'finished',
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
    const ended = map.effects().find(({ type }) => type === 'mapRunEnded');
    assert.equal(ended?.type === 'mapRunEnded' && ended.status, 'FAILED');
  });

  for (const [field, limit] of [
    ['ToleratedFailureCount', 2],
    ['ToleratedFailurePercentage', 20],
  ] as const) {
    test(`tolerates failures up to ${field}`, () => {
      const map = mapRun(each({ [field]: limit }), numbers(10));
      const children = map.children();
      map.end(children[0]!.id, true);
      map.end(children[1]!.id, true);
      assert.equal(map.snapshot().status, 'RUNNING');
      map.end(children[2]!.id, true);
      assert.equal(map.snapshot().status, 'FAILED');
    });
  }

  test('leaves the failures that it tolerates out of its result', () => {
    const map = mapRun(each({ ToleratedFailurePercentage: 100 }), [0, 1, 2]);
    const [a, b, c] = map.children();
    map.end(a!.id);
    map.end(b!.id, true);
    map.end(c!.id);
    assert.deepEqual(map.effects().at(-1), { type: 'finished', status: 'SUCCEEDED', output: [a!.id, c!.id] });
  });

  test('puts items together in batches, by number and by size', () => {
    const batched = (ItemBatcher: JsonObject) =>
      mapRun(each({ ItemBatcher }), numbers(5))
        .children()
        .map(({ input }) => input);
    assert.deepEqual(batched({ MaxItemsPerBatch: 2, BatchInput: { x: 1 } }), [
      { BatchInput: { x: 1 }, Items: [0, 1] },
      { BatchInput: { x: 1 }, Items: [2, 3] },
      { BatchInput: { x: 1 }, Items: [4] },
    ]);
    assert.deepEqual(batched({ MaxInputBytesPerBatch: 18 }).length, 2);
  });

  test('stops its children when the execution is stopped', () => {
    const machine = compile(each());
    const [snapshot] = start(machine, { ...anyStart, input: [0, 1] });
    const [, effects] = step(machine, snapshot, { type: 'abort', now });
    const ended = effects.find(({ type }) => type === 'mapRunEnded');
    assert.equal(ended?.type === 'mapRunEnded' && ended.status, 'ABORTED');
  });
});

describe('ItemReader', () => {
  const reader = (Resource: string, ReaderConfig: JsonObject = {}) => ({
    ItemReader: { Resource: `arn:aws:states:::s3:${Resource}`, ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } },
  });

  test('lists objects, page after page', () => {
    const { finished, tasks } = run(each(reader('listObjectsV2')), {
      service: ({ arguments: args }) => {
        const more = (args as JsonObject).ContinuationToken === undefined;
        return { output: { Contents: [{ Key: more ? 'a' : 'b' }], ...(more && { NextContinuationToken: 'next' }) } };
      },
    });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: [{ Key: 'a' }, { Key: 'b' }] });
    assert.deepEqual(tasks[1]!.effect.arguments, { Bucket: 'b', Key: 'k', ContinuationToken: 'next' });
  });

  test('reads JSON lines', () => {
    const definition = each(reader('getObject', { InputType: 'JSONL' }));
    const { finished } = run(definition, { service: () => ({ output: { Body: '{"a":1}\n\n{"a":2}\n' } }) });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: [{ a: 1 }, { a: 2 }] });
  });

  test('fails with States.ItemReaderFailed where the object is not to be had', () => {
    const Catch = [{ ErrorEquals: ['States.ItemReaderFailed'], Next: 'Mend' }];
    const definition = inOrder({ Each: distributed({ ...reader('getObject'), Catch }), Mend: { Type: 'Pass' } });
    const { finished, history } = run(definition, { service: () => ({ error: 'S3.NoSuchKey', cause: 'gone' }) });
    assert.ok(history.some(({ type }) => type === 'MapRunFailed'));
    const output = { Error: 'States.ItemReaderFailed', Cause: 'gone' };
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output });
  });
});

describe('ResultWriter', () => {
  test('writes what succeeded, what failed and a manifest, whose place is the result', () => {
    const definition = each(
      {
        ToleratedFailurePercentage: 100,
        ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'p' } },
      },
      {
        Odd: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'Bad' }], Default: 'Good' },
        Bad: { Type: 'Fail', Error: 'Bad' },
        Good: { Type: 'Succeed' },
      },
    );
    const { finished, tasks } = run(definition, { input: [0, 1, 2] });
    const written = tasks.map(({ effect }) => effect.arguments as { Bucket: string; Key: string; Body: string });
    assert.deepEqual(
      written.map(({ Key }) => Key.replace(/^p\/[0-9a-f-]{36}\//, '')),
      ['SUCCEEDED_0.json', 'FAILED_0.json', 'manifest.json'],
    );
    assert.deepEqual(JSON.parse(written[1]!.Body), [{ Status: 'FAILED', Error: 'Bad' }]);
    const output = finished?.status === 'SUCCEEDED' ? (finished.output as JsonObject) : {};
    assert.deepEqual(output.ResultWriterDetails, { Bucket: 'b', Key: written[2]!.Key });
  });
});
