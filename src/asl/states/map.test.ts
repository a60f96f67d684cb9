import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../index.ts';
import { inOrder, outline, run, type Service, task } from '../testing/run.ts';

const map = (states: Record<string, JsonObject>, more: JsonObject = {}): JsonObject =>
  inOrder({ Each: { Type: 'Map', ItemProcessor: inOrder(states), ...more } });
const numbers = (length: number) => Array.from({ length }, (_, i) => i);

/** How many tasks ran at the same time at most, when each takes a second. */
function greatestConcurrency(definition: JsonObject, length: number): number {
  let running = 0;
  let most = 0;
  run(definition, {
    input: numbers(length),
    service: () => 'silent',
    observe: (effect) => {
      if (effect.type === 'task') most = Math.max(most, ++running);
      if (effect.type === 'cancelTask') running--;
    },
  });
  return most;
}

describe('Map, inline', () => {
  test('lists the results in the order of the items, however long each takes', () => {
    const definition = map({
      Wait: { Type: 'Wait', SecondsPath: '$' },
      Double: { Type: 'Pass', Parameters: { 'n.$': '$', 'twice.$': 'States.MathAdd($, $)' } },
    });
    const { finished, elapsed } = run(definition, { input: [3, 1, 2] });
    const output = [3, 1, 2].map((n) => ({ n, twice: 2 * n }));
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output });
    assert.equal(elapsed, 3000);
  });

  test('runs 40 iterations at a time unless MaxConcurrency says fewer', () => {
    const states = {
      Work: task({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rest' }] }),
      Rest: { Type: 'Pass' },
    };
    assert.equal(greatestConcurrency(map(states), 100), 40);
    assert.equal(greatestConcurrency(map(states, { MaxConcurrency: 7 }), 100), 7);
    assert.equal(greatestConcurrency(map(states, { MaxConcurrency: 1000 }), 100), 40);
  });

  test('keeps the results of very many items apart from its frame', () => {
    const { finished } = run(map({ Same: { Type: 'Pass' } }), { input: numbers(3000), type: 'EXPRESS' });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: numbers(3000) });
  });

  test('does nothing for no items', () => {
    const outcome = run(map({ Same: { Type: 'Pass' } }), { input: [] });
    assert.deepEqual(outline(outcome).slice(1), [
      '2 MapStateEntered <0',
      '3 MapStateStarted <2',
      '4 MapStateSucceeded <3',
      '5 MapStateExited <3',
      '6 ExecutionSucceeded <5',
    ]);
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'SUCCEEDED', output: [] });
  });

  test('shows the item and its index in $$.Map.Item, to nested states and to ItemSelector', () => {
    const definition = map(
      {
        Show: {
          Type: 'Pass',
          Parameters: { 'in.$': '$', 'index.$': '$$.Map.Item.Index', 'value.$': '$$.Map.Item.Value' },
        },
      },
      { ItemSelector: { 'item.$': '$$.Map.Item.Value', 'all.$': '$.items' }, ItemsPath: '$.items' },
    );
    const { finished } = run(definition, { input: { items: ['a', 'b'] } });
    const output = ['a', 'b'].map((value, index) => ({ in: { item: value, all: ['a', 'b'] }, index, value }));
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output });
  });

  test('shows the innermost item where Map states are nested', () => {
    const inner = inOrder({ Show: { Type: 'Pass', Parameters: { 'i.$': '$$.Map.Item.Index' } } });
    const definition = map({ Inner: { Type: 'Map', ItemProcessor: inner } });
    const { finished } = run(definition, { input: [['a'], ['b', 'c']] });
    assert.deepEqual(finished, {
      type: 'finished',
      status: 'SUCCEEDED',
      output: [[{ i: 0 }], [{ i: 0 }, { i: 1 }]],
    });
  });

  test('fails with the first iteration that fails, and aborts the others', () => {
    const service: Service = (_, call) => (call === 1 ? { error: 'Broken', cause: 'second' } : 'silent');
    const outcome = run(map({ Work: task() }), { input: [0, 1, 2], service });
    assert.deepEqual(outcome.finished, { type: 'finished', status: 'FAILED', error: 'Broken', cause: 'second' });
    assert.deepEqual(outline(outcome).slice(-8), [
      '16 MapIterationFailed <15',
      '17 TaskStateAborted <15',
      '18 MapIterationAborted <15',
      '19 TaskStateAborted <15',
      '20 MapIterationAborted <15',
      '21 TaskStateAborted <15',
      '22 MapStateFailed <15',
      '23 ExecutionFailed <22',
    ]);
  });

  test('begins anew from the first item when it is retried', () => {
    const service: Service = (_, call) => (call === 2 ? { error: 'Broken' } : { output: call });
    const definition = map(
      { Work: task() },
      { MaxConcurrency: 1, Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }] },
    );
    const { finished } = run(definition, { input: ['a', 'b', 'c', 'd'], service });
    assert.deepEqual(finished, { type: 'finished', status: 'SUCCEEDED', output: [3, 4, 5, 6] });
  });
});
