import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Disk, DiskStore } from './disk.ts';

/** Where the newest record of a machine stands in the file, in bytes. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/** Bytes of records that nobody needs any more, below which the file is left as it is. */
const worthCompacting = 16 * 1024 * 1024;

const [newline, tab] = [0x0a, 0x09];

/**
 * Keeps the disks of a folder in one file, to which each write adds a line: the id, a tab, and the disk as JSON, or nothing
 * where it was removed. That costs a fortieth of replacing a file a machine, for which the file system brings the old one
 * to rest first. The last line of an id is what holds; one that was cut off, as when the power went, never was.
 */
export function diskFiles(folder: string): DiskStore {
  const store = openStore(folder);
  let snapshots: ReturnType<typeof openStore> | undefined;
  return {
    ...store,
    get snapshots() {
      snapshots ??= openStore(join(folder, 'snapshots'));
      return snapshots;
    },
    close() {
      store.close();
      snapshots?.close();
    },
  };
}

function openStore(folder: string): Omit<DiskStore, 'snapshots'> {
  const name = join(folder, 'disks.log');
  const places = new Map<string, Place>();
  let file: number | undefined;
  let end = 0;
  /** whether something that was cut off may stand after the end */
  let torn = true;
  /** bytes of those records that hold */
  let live = 0;

  const hold = (id: string, place: Place | undefined) => {
    live += (place?.length ?? 0) - (places.get(id)?.length ?? 0);
    if (place) places.set(id, place);
    else places.delete(id);
  };

  /** Reads what there is; it changes nothing of it, so that one may look at the disks of a Region that runs. */
  const open = (): number => {
    if (file !== undefined) return file;
    mkdirSync(folder, { recursive: true });
    file = openSync(name, 'a+', 0o600);
    const text = readFileSync(file);
    for (let next = text.indexOf(newline); next >= 0; next = text.indexOf(newline, end)) {
      const at = text.indexOf(tab, end) + 1;
      hold(text.toString('utf8', end, at - 1), at === next ? undefined : { at, length: next - at });
      end = next + 1;
    }
    return file;
  };

  /** @param json empty: it is removed */
  const append = (id: string, json: string) => {
    const to = open();
    const line = Buffer.from(`${id}\t${json}\n`);
    if (torn) ftruncateSync(to, end);
    // On a full disk a part of it may be there.
    torn = true;
    writeFileSync(to, line);
    torn = false;
    const length = Buffer.byteLength(json);
    hold(id, length === 0 ? undefined : { at: end + line.length - 1 - length, length });
    end += line.length;
    if (end - live > live + worthCompacting) compact(to);
  };

  const textOf = (from: number, { at, length }: Place): Buffer => {
    const text = Buffer.alloc(length);
    readSync(from, text, 0, length, at);
    return text;
  };

  /** Leaves what holds, in a file that takes the old one's place once it is whole. */
  const compact = (from: number) => {
    const next = openSync(`${name}.new`, 'w', 0o600);
    try {
      for (const [id, place] of places)
        writeFileSync(next, Buffer.concat([Buffer.from(`${id}\t`), textOf(from, place), Buffer.of(newline)]));
    } finally {
      closeSync(next);
    }
    renameSync(`${name}.new`, name);
    close();
    open();
  };

  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    places.clear();
    [end, live, torn] = [0, 0, true];
  };

  return {
    read(id) {
      const from = open();
      const place = places.get(id);
      return place && (JSON.parse(textOf(from, place).toString()) as Disk);
    },
    write: (id, disk) => append(id, JSON.stringify(disk)),
    remove(id) {
      open();
      if (places.has(id)) append(id, '');
    },
    ids() {
      open();
      return [...places.keys()];
    },
    close,
  };
}
