import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upgrades } from './packages.ts';

const before = new Map([
  ['curl:amd64', '7.88.1-10'],
  ['openssl:amd64', '3.0.15-1'],
  ['removed:all', '1'],
]);

test('what stands otherwise than before is an upgrade, what was not there an installation, by name', () => {
  const after = new Map([
    ['openssl:amd64', '3.0.17-1'],
    ['linux-image-6.1.0-37-amd64:amd64', '6.1.140-1'],
    ['curl:amd64', '7.88.1-10'],
  ]);
  assert.deepEqual(upgrades(before, after), [
    { name: 'linux-image-6.1.0-37-amd64:amd64', from: undefined, to: '6.1.140-1' },
    { name: 'openssl:amd64', from: '3.0.15-1', to: '3.0.17-1' },
  ]);
});

test('the same packages are no upgrade', () => {
  assert.deepEqual(upgrades(before, before), []);
});
