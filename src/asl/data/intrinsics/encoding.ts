import { createHash } from 'node:crypto';
import { entryOf, type Json, textOf } from '../../json.ts';
import { asString, type IntrinsicFunction } from './intrinsic.ts';

const longestText = 10_000;

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

export const encoding: Record<string, IntrinsicFunction> = {
  'States.Base64Encode': {
    arguments: [1, 1],
    call: ([data]) => Buffer.from(limited(asString(data)), 'utf8').toString('base64'),
  },
  'States.Base64Decode': {
    arguments: [1, 1],
    call: ([data]) => Buffer.from(limited(asString(data)), 'base64').toString('utf8'),
  },
  'States.Hash': { arguments: [2, 2], call: ([data, algorithm]) => hash(data!, asString(algorithm)) },
};

/** The hash of a text (of the JSON text, if it is none) as hexadecimal digits. */
export function hash(data: Json, algorithm: string): string {
  const name = entryOf(algorithms, algorithm);
  if (!name) throw new RangeError(`unsupported algorithm ${algorithm}`);
  const text = typeof data === 'string' ? data : textOf(data);
  return createHash(name).update(limited(text), 'utf8').digest('hex');
}

function limited(text: string): string {
  if (text.length > longestText) throw new RangeError(`the input must not be longer than ${longestText} characters`);
  return text;
}
