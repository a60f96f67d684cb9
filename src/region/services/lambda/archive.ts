import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { invalidParameterValue, requestEntityTooLarge } from './errors.ts';

/** Bytes, unzipped. Source: "Lambda quotas", deployment package. */
const largestUnzipped = 262_144_000;
/** Bytes of the whole request, in which an archive stands as base64: 50 MB of it. Source: as above. */
const largestRequest = 70_167_211;

/** The files by their path in the archive, as far as they fit; and how large all of them are, in bytes, as the archive says. */
function read(zip: Uint8Array) {
  let size = 0;
  const files = unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      // Looked at before anything is inflated, so that a small archive cannot fill the memory.
      size += originalSize;
      return size <= largestUnzipped && !name.endsWith('/');
    },
  });
  return { files, size };
}

/**
 * Looks whether a deployment package can be unpacked.
 * @param operation to which it was handed
 * @throws WireError InvalidParameterValueException, RequestEntityTooLargeException
 */
export function checkArchive(zip: Uint8Array, operation: 'CreateFunction' | 'UpdateFunctionCode'): void {
  if (zip.length === 0) throw invalidParameterValue('Uploaded file must be a non-empty zip');
  if ((zip.length * 4) / 3 > largestRequest)
    throw requestEntityTooLarge(`Request must be smaller than ${largestRequest} bytes for the ${operation} operation`);
  const unreadable = () =>
    invalidParameterValue('Could not unzip uploaded file. Please check your file, then try to upload again.');
  let archive: ReturnType<typeof read>;
  try {
    archive = read(zip);
  } catch {
    throw unreadable();
  }
  if (archive.size > largestUnzipped)
    throw invalidParameterValue(`Unzipped size must be smaller than ${largestUnzipped} bytes`);
  const names = Object.keys(archive.files);
  if (names.length === 0) throw invalidParameterValue('Uploaded file must be a non-empty zip');
  if (names.some(leavesFolder)) throw unreadable();
}

function leavesFolder(name: string): boolean {
  const path = normalize(name);
  return path.startsWith('..') || path.startsWith(sep) || name.includes('\\') || name.includes('\0');
}

/** Writes the files of a deployment package, checked before, to a folder that is there as a whole or not at all. */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  for (const [name, content] of Object.entries(read(zip).files)) {
    const file = join(unfinished, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await rename(unfinished, folder);
}
