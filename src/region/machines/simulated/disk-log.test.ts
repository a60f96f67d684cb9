import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { newDisk } from './disk.ts';
import { diskFiles } from './disk-log.ts';

const folders: string[] = [];
let folder: string;
const log = () => join(folder, 'disks.log');
const named = (hostname: string) => newDisk('debian', hostname);

describe('the disks of a folder', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wakepatch-disks-'));
    folders.push(folder);
  });
  after(() => {
    for (const each of folders) rmSync(each, { recursive: true });
  });

  test('are read as they were written last, also by the next process', () => {
    const disks = diskFiles(folder);
    disks.write('i-1', named('first'));
    disks.write('i-2', named('zwölf\ttabs\nand lines'));
    disks.write('i-1', named('second'));
    for (const store of [disks, diskFiles(folder)]) {
      assert.deepEqual(store.read('i-1'), named('second'));
      assert.deepEqual(store.read('i-2'), named('zwölf\ttabs\nand lines'));
      assert.deepEqual(store.ids(), ['i-1', 'i-2']);
      store.close();
    }
  });

  test('are gone once they are removed', () => {
    const disks = diskFiles(folder);
    disks.write('i-1', named('a'));
    disks.remove('i-1');
    disks.remove('i-2');
    for (const store of [disks, diskFiles(folder)]) {
      assert.equal(store.read('i-1'), undefined);
      assert.deepEqual(store.ids(), []);
      store.close();
    }
  });

  test('keep copies apart, which outlive them', () => {
    const disks = diskFiles(folder);
    disks.write('i-1', named('a'));
    disks.snapshots.write('i-1', named('copy'));
    disks.remove('i-1');
    disks.close();
    assert.deepEqual(diskFiles(folder).ids(), []);
    assert.deepEqual(diskFiles(folder).snapshots.read('i-1'), named('copy'));
  });

  test('are as they were before a write that was cut off, and can be written again', () => {
    const disks = diskFiles(folder);
    disks.write('i-1', named('whole'));
    disks.close();
    const whole = readFileSync(log());
    appendFileSync(log(), whole.subarray(0, -10));
    const next = diskFiles(folder);
    assert.deepEqual(next.read('i-1'), named('whole'));
    next.write('i-1', named('again'));
    next.close();
    assert.deepEqual(diskFiles(folder).read('i-1'), named('again'));
  });

  test('take no more room than twice what they are, and 16 MiB', () => {
    const disks = diskFiles(folder);
    const large = (hostname: string) => ({ ...named(hostname), files: { '/a': { text: 'x'.repeat(1024 * 1024) } } });
    disks.write('i-0', named('written once'));
    for (let turn = 0; turn < 50; turn++) disks.write('i-1', large(`turn ${turn}`));
    assert.ok(statSync(log()).size < 20 * 1024 * 1024, `${statSync(log()).size} bytes`);
    for (const store of [disks, diskFiles(folder)]) {
      assert.deepEqual(store.read('i-0'), named('written once'));
      assert.deepEqual(store.read('i-1'), large('turn 49'));
      store.close();
    }
  });

  test('are not made of a compaction that was cut off', () => {
    const disks = diskFiles(folder);
    disks.write('i-1', named('a'));
    disks.close();
    writeFileSync(`${log()}.new`, 'i-1\t{"half');
    assert.deepEqual(diskFiles(folder).read('i-1'), named('a'));
  });
});
