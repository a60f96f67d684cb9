import { createHash } from 'node:crypto';

/** The account as S3 knows it: by a canonical id of 64 hexadecimal digits. */
export function ownerOf(account: string): { ID: string } {
  return { ID: createHash('sha256').update(account).digest('hex') };
}
