import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

const sector = 512;
/** bytes; where the one partition begins, and where every partitioning tool puts it */
export const partitionOffset = 2048 * sector;

/**
 * Makes a raw disk bootable by a BIOS: GRUB's first stage and the partition table in the first sector, GRUB's core from
 * the second one on, where its first stage looks for it.
 * @param size bytes of the whole disk
 */
export function writeBootSectors(disk: string, size: number, bootImage: string, coreImage: string): void {
  const core = readFileSync(coreImage);
  if (core.length > partitionOffset - sector)
    throw new Error(`GRUB's core has ${core.length} bytes, which is too much`);
  const first = Buffer.alloc(sector);
  readFileSync(bootImage).copy(first, 0, 0, 440);
  const entry = first.subarray(446, 462);
  entry.set([0x80, 0xfe, 0xff, 0xff, 0x83, 0xfe, 0xff, 0xff]); // active, Linux, addressed by blocks
  entry.writeUInt32LE(partitionOffset / sector, 8);
  entry.writeUInt32LE((size - partitionOffset) / sector, 12);
  first.set([0x55, 0xaa], 510);

  const file = openSync(disk, 'r+');
  try {
    ftruncateSync(file, size);
    writeSync(file, first, 0, sector, 0);
    writeSync(file, core, 0, core.length, sector);
  } finally {
    closeSync(file);
  }
}
