import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { invalidParameterValue } from './errors.ts';

/** Bytes, unzipped. Source: "Lambda quotas", deployment package. */
const largestUnzipped = 262_144_000;
/** Bytes, zipped, in the request itself. */
const largestZipped = 50 * 1024 * 1024;

type Files = Readonly<Record<string, Uint8Array>>;

/**
 * The files of a deployment package, by their path in it.
 * @throws WireError InvalidParameterValueException, RequestTooLarge… with the texts of AWS
 */
export function openArchive(zip: Uint8Array): Files {
  if (zip.length === 0) throw invalidParameterValue('Uploaded file must be a non-empty zip');
  if (zip.length > largestZipped)
    throw invalidParameterValue(`Zipped size must be smaller than ${largestZipped} bytes`);
  let unzipped = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        // Before anything is inflated, so that a small archive cannot fill the memory.
        unzipped += originalSize;
        return unzipped <= largestUnzipped && !name.endsWith('/');
      },
    });
  } catch {
    throw invalidParameterValue('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  if (unzipped > largestUnzipped)
    throw invalidParameterValue(`Unzipped size must be smaller than ${largestUnzipped} bytes`);
  if (Object.keys(files).length === 0) throw invalidParameterValue('Uploaded file must be a non-empty zip');
  if (Object.keys(files).some(leavesFolder))
    throw invalidParameterValue('Could not unzip uploaded file. Please check your file, then try to upload again.');
  return files;
}

function leavesFolder(name: string): boolean {
  const path = normalize(name);
  return path.startsWith('..') || path.startsWith(sep) || name.includes('\\') || name.includes('\0');
}

/** Writes the files of a deployment package to a folder that is there as a whole or not at all. */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  for (const [name, content] of Object.entries(openArchive(zip))) {
    const file = join(unfinished, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await rename(unfinished, folder);
}
