/**
 * Checksums that a request states of its body. Source: S3 User Guide, "Checking object integrity in Amazon S3".
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notSupported, WireError } from '../errors.ts';
import { bytesOf, crc32c, crc64Nvme } from './crc.ts';

const hash = (algorithm: string) => (body: Uint8Array) => createHash(algorithm).update(body).digest();

/** The name in the header `x-amz-checksum-<name>` -> the sum. */
const algorithms: Readonly<Record<string, (body: Uint8Array) => Buffer>> = {
  crc32: (body) => bytesOf(crc32(body)),
  crc32c,
  crc64nvme: crc64Nvme,
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
};

const prefix = 'x-amz-checksum-';
/** What a header of the prefix says besides a sum. */
const others = ['algorithm', 'type', 'mode'];

/**
 * Holds the body against every checksum that the headers state of it.
 * @throws WireError BadDigest; InvalidDigest for what is no MD5; NotImplemented for an algorithm that the Region has not
 */
export function verifyChecksums(headers: Headers, body: Uint8Array): void {
  const md5 = headers.get('content-md5');
  if (md5 !== null) verifyMd5(md5, body);
  for (const [header, stated] of headers) {
    const name = header.startsWith(prefix) ? header.slice(prefix.length) : undefined;
    if (name !== undefined && !others.includes(name)) verifyChecksum(name, stated, body);
  }
}

/** @throws WireError InvalidDigest, BadDigest */
export function verifyMd5(stated: string, body: Uint8Array): void {
  if (Buffer.from(stated, 'base64').length !== 16)
    throw new WireError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (stated !== checksum('md5', body))
    throw new WireError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

/** @throws WireError BadDigest, NotImplemented */
export function verifyChecksum(name: string, stated: string, body: Uint8Array): void {
  if (stated !== checksum(name, body))
    throw new WireError('BadDigest', `The ${name.toUpperCase()} you specified did not match the calculated checksum.`);
}

/** @param name in lower case @returns base64 @throws WireError NotImplemented */
export function checksum(name: string, body: Uint8Array): string {
  const sum = algorithms[name];
  if (!sum) throw notSupported(`the checksum algorithm ${name.toUpperCase()}`);
  return sum(body).toString('base64');
}
