import { createHash } from 'node:crypto';

/**
 * Random values without a source of randomness: value number `n` of a seed is a digest of both. It cannot be guessed
 * without the seed, and the same execution, run again with the same seed, draws the same values.
 */
export function randomBytes(seed: string, n: number): Buffer {
  return createHash('sha256').update(`${seed}/${n}`).digest();
}

/** A number from 0 (included) to 1 (excluded), of 53 random bits. */
export function randomNumber(seed: string, n: number): number {
  const bytes = randomBytes(seed, n);
  return ((bytes.readUInt32BE(0) >>> 5) * 2 ** 26 + (bytes.readUInt32BE(4) >>> 6)) / 2 ** 53;
}

/** A version 4 UUID. */
export function randomUuid(seed: string, n: number): string {
  const bytes = randomBytes(seed, n);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
