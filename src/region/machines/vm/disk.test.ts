import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { partitionOffset, writeBootSectors } from './disk.ts';

describe('the boot sectors of a disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-disk-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test('hold the boot loader and one active Linux partition up to the end, and leave the file system alone', () => {
    const disk = file('disk', Buffer.alloc(partitionOffset + 1024, 'f'));
    const size = 4 * 1024 ** 2;
    writeBootSectors(disk, size, file('boot', Buffer.alloc(512, 'b')), file('core', Buffer.alloc(700, 'c')));

    const written = readFileSync(disk);
    assert.equal(written.length, size);
    assert.equal(written.toString('latin1', 436, 440), 'bbbb');
    assert.equal(written.toString('latin1', 512, 1212), 'c'.repeat(700));
    assert.equal(written.toString('latin1', partitionOffset, partitionOffset + 4), 'ffff');
    assert.equal(written[446], 0x80);
    assert.equal(written[450], 0x83);
    assert.equal(written.readUInt32LE(454) * 512, partitionOffset);
    assert.equal(written.readUInt32LE(458) * 512, size - partitionOffset);
    assert.equal(written.readUInt16LE(510), 0xaa55);
  });

  test('have no room for a core that would reach into the partition', () => {
    const core = file('core', Buffer.alloc(partitionOffset));
    const boot = file('boot', Buffer.alloc(512));
    assert.throws(() => writeBootSectors(file('disk', Buffer.alloc(0)), 1, boot, core), /too much/);
  });
});
