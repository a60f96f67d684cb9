import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchSummaryIn } from './patch-summary.ts';

test('the patch summary is read from the output', () => {
  const output =
    'Upgraded: a 1 -> 2\nPatch Summary for i-1\n\nPatchGroup   :\nBaselineId   : pb-1\nInstalledCount : 3\n\nMissing: x\n';
  assert.deepEqual(patchSummaryIn(output), [
    { name: 'PatchGroup', value: '' },
    { name: 'BaselineId', value: 'pb-1' },
    { name: 'InstalledCount', value: '3' },
  ]);
  assert.deepEqual(patchSummaryIn('no : summary'), []);
});
