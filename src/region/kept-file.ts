import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A small text file of the Region; undefined when there is none. */
export function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Replaces the file as a whole, for its owner alone to read: on a full disk, or when the power goes, the old one stays. */
export function keepFile(file: string, text: string): void {
  if (readKept(file) === text) return;
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
