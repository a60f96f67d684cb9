import { notSupported } from '../../errors.ts';
import { invalidArgument } from './errors.ts';

/**
 * Reads `x-amz-copy-source`: bucket and key, with a slash before or not, URL-encoded.
 * @throws WireError InvalidArgument; NotImplemented for a version
 */
export function copySource(source: string): { Bucket: string; Key: string } {
  const [path = '', query] = source.split('?');
  if (query !== undefined) throw notSupported('the version of a copy source');
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (Bucket === undefined || Key === undefined)
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      source,
    );
  return { Bucket, Key };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', path);
  }
}
