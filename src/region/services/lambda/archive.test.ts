import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { checkArchive, unpack } from './archive.ts';

test('an archive is unpacked with its folders, over what an interrupted attempt has left', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'wakepatch-archive-'));
  const folder = join(parent, 'code');
  await unpack(zipSync({ 'stale.js': Buffer.from('stale') }), `${folder}.unfinished`);
  await unpack(
    zipSync({ 'lib/': new Uint8Array(), 'lib/a.js': Buffer.from('a'), 'index.js': Buffer.from('i') }),
    folder,
  );
  assert.deepEqual(await readdir(parent), ['code']);
  assert.deepEqual((await readdir(folder)).sort(), ['index.js', 'lib']);
  assert.equal(await readFile(join(folder, 'lib', 'a.js'), 'utf8'), 'a');
  await rm(parent, { recursive: true });
});

test('an archive that is small and unpacks to more than Lambda takes is refused before it is unpacked', () => {
  const archive = zipSync({ 'a.js': new Uint8Array(1000) }, { level: 9 });
  // The size that the archive claims for its file, in the central directory.
  const directory = archive.findIndex(
    (_, at) => archive[at] === 0x50 && archive[at + 1] === 0x4b && archive[at + 2] === 1,
  );
  new DataView(archive.buffer, archive.byteOffset).setUint32(directory + 24, 262_144_001, true);
  assert.throws(() => checkArchive(archive, 'CreateFunction'), {
    code: 'InvalidParameterValueException',
    message: 'Unzipped size must be smaller than 262144000 bytes',
  });
});

test('an archive that does not fit a request is refused', () => {
  assert.throws(() => checkArchive(new Uint8Array(52_700_000), 'UpdateFunctionCode'), {
    code: 'RequestEntityTooLargeException',
    message: 'Request must be smaller than 70167211 bytes for the UpdateFunctionCode operation',
  });
});
