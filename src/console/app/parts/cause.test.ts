import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causeOf } from './cause.ts';

test('of what a function tells, the message is the cause, and the trace the rest', () => {
  const cause = { errorType: 'NotReady', errorMessage: 'i-1 is not ready', trace: ['NotReady: i-1', ' at x'] };
  assert.deepEqual(causeOf(JSON.stringify(cause)), { message: 'i-1 is not ready', rest: 'NotReady: i-1\n at x' });
});

test('any other cause is as it was given', () => {
  assert.deepEqual(causeOf('Killed \u202eby hand'), { message: 'Killed ‹202E›by hand' });
  assert.deepEqual(causeOf('{"Patched":0}'), { message: '{"Patched":0}' });
});
