import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32c, crc64Nvme } from './crc.ts';

const check = Buffer.from('123456789');

test('CRC-32C and CRC-64/NVME of the check string are what their catalogue says', () => {
  assert.equal(crc32c(check).toString('hex'), 'e3069283');
  assert.equal(crc64Nvme(check).toString('hex'), 'ae8b14860a799888');
});

test('of nothing they are nothing', () => {
  assert.equal(crc32c(Buffer.alloc(0)).toString('hex'), '00000000');
  assert.equal(crc64Nvme(Buffer.alloc(0)).toString('hex'), '0000000000000000');
});
