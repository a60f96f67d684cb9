/** The checksums of objects. Source: S3 User Guide, "Checking object integrity in Amazon S3". */
import { checksum, verifyChecksum, verifyMd5 } from '../../wire/checksums.ts';
import type { ObjectRow } from './rows.ts';

/** The checksums that a request may state, of which those that the Region does not know are refused. */
export const checksumMembers = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ChecksumSHA512',
  'ChecksumMD5',
] as const;

const algorithmOf = (member: string): string => member.slice('Checksum'.length).toLowerCase();

interface ChecksumInput extends Partial<Record<(typeof checksumMembers)[number], string>> {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ContentMD5?: string | undefined;
}

/**
 * The checksums that an object keeps: those that are stated of it or, where only an algorithm is, the one that it gives.
 * They are verified here too, for those who do not come over the wire.
 * @throws WireError BadDigest, InvalidDigest, NotImplemented
 */
export function checksumsOf(input: ChecksumInput, body: Uint8Array): Record<string, string> {
  if (input.ContentMD5 !== undefined) verifyMd5(input.ContentMD5, body);
  const kept: Record<string, string> = {};
  for (const member of checksumMembers) {
    const stated = input[member];
    if (stated === undefined) continue;
    verifyChecksum(algorithmOf(member), stated, body);
    kept[member] = stated;
  }
  const { ChecksumAlgorithm } = input;
  if (ChecksumAlgorithm !== undefined && Object.keys(kept).length === 0)
    kept[`Checksum${ChecksumAlgorithm}`] = checksum(ChecksumAlgorithm.toLowerCase(), body);
  return kept;
}

export function describeChecksums({ checksums }: ObjectRow) {
  return Object.keys(checksums).length === 0 ? {} : { ...checksums, ChecksumType: 'FULL_OBJECT' as const };
}
