import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtered, type Kind } from './filter.ts';

const event = (id: number, type: string, state?: string, text = '', isFailure = false) => ({
  id,
  type,
  at: 0,
  state,
  text,
  isFailure,
});
const events = [
  event(1, 'ExecutionStarted'),
  event(2, 'TaskStateEntered', 'Patch'),
  event(3, 'TaskScheduled', 'Patch', 'lambda:invoke'),
  event(4, 'TaskFailed', 'Patch', 'AccessDenied: no', true),
  event(5, 'TaskStateExited', 'Patch'),
  event(6, 'MapIterationStarted', 'Each', 'iteration 0'),
  event(7, 'ExecutionFailed', undefined, 'AccessDenied: no', true),
];
const found = (kind: Kind, words = '', state?: string) => filtered(events, { kind, words, state }).map(({ id }) => id);

test('events are found by their kind', () => {
  assert.deepEqual(found('all'), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(found('states'), [2, 5]);
  assert.deepEqual(found('work'), [3, 4, 6]);
  assert.deepEqual(found('failures'), [4, 7]);
});

test('events are found by words, whatever their case, and by their state', () => {
  assert.deepEqual(found('all', ' accessdenied '), [4, 7]);
  assert.deepEqual(found('all', 'patch'), [2, 3, 4, 5]);
  assert.deepEqual(found('failures', '', 'Patch'), [4]);
  assert.deepEqual(found('all', 'nowhere'), []);
});
