import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onAbort } from './on-abort.ts';

test('all who wait for a signal are called, except those who have cancelled', () => {
  const controller = new AbortController();
  const called: string[] = [];
  onAbort(controller.signal, () => called.push('first'));
  const cancel = onAbort(controller.signal, () => called.push('cancelled'));
  onAbort(controller.signal, () => called.push('last'));
  cancel();
  assert.deepEqual(called, []);
  controller.abort();
  assert.deepEqual(called, ['first', 'last']);
});

test('each signal calls those who wait for it alone', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const called: string[] = [];
  onAbort(one.signal, () => called.push('one'));
  onAbort(other.signal, () => called.push('other'));
  other.abort();
  assert.deepEqual(called, ['other']);
});
