import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesIn, patchSummaryIn } from './changes.ts';

const unpacked = [
  'Unpacking curl (7.88.1-10+deb12u12) over (7.88.1-10+deb12u8) ...',
  'Unpacking libnew:amd64 (1.0) ...\r',
  'Setting up curl (7.88.1-10+deb12u12) ...',
];

test('packages are told with their old and new versions', () => {
  const output = [
    ...unpacked,
    'Upgraded: openssl:amd64 3.0.15-1~deb12u1 -> 3.0.17-1~deb12u2',
    'Installed: linux-image-6.1.0-37-amd64:amd64 6.1.140-1',
    'Upgraded: nothing',
    'Not Upgraded: bash:amd64 1 -> 2',
  ].join('\n');
  assert.deepEqual(changesIn(output), [
    { name: 'openssl:amd64', from: '3.0.15-1~deb12u1', to: '3.0.17-1~deb12u2' },
    { name: 'linux-image-6.1.0-37-amd64:amd64', from: undefined, to: '6.1.140-1' },
  ]);
});

test('where nobody sums them up, packages are told as dpkg prints them', () => {
  assert.deepEqual(changesIn(unpacked.join('\n')), [
    { name: 'curl', from: '7.88.1-10+deb12u8', to: '7.88.1-10+deb12u12' },
    { name: 'libnew:amd64', from: undefined, to: '1.0' },
  ]);
});

test('a package that is changed twice is one change', () => {
  const output = 'Upgraded: a:amd64 1 -> 2\nUpgraded: a:amd64 2 -> 3\n';
  assert.deepEqual(changesIn(output), [{ name: 'a:amd64', from: '1', to: '3' }]);
});

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
