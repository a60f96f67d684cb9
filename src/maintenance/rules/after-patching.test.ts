import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shouldStop } from './after-patching.ts';

test('RestoreFoundState stops what was found stopped, and leaves running what was found running', () => {
  assert.equal(shouldStop('stopped', 'RestoreFoundState'), true);
  assert.equal(shouldStop('running', 'RestoreFoundState'), false);
});

test('AlwaysStop stops both', () => {
  assert.equal(shouldStop('stopped', 'AlwaysStop'), true);
  assert.equal(shouldStop('running', 'AlwaysStop'), true);
});
