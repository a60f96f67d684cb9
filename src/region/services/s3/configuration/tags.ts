import type { Tag } from '@aws-sdk/client-s3';
import { invalidTag } from '../errors.ts';

/** Source: S3 User Guide, "Using cost allocation S3 bucket tags". */
const mostTags = 50;

/**
 * @param reserved tags of AWS's own may be among them
 * @throws WireError InvalidTag
 */
export function checkTags(tags: readonly Tag[], reserved: boolean): Tag[] {
  if (tags.length > mostTags) throw invalidTag(`Bucket tag count cannot be greater than ${mostTags}`);
  const keys = tags.map(({ Key }) => Key ?? '');
  if (new Set(keys).size < keys.length) throw invalidTag('Cannot provide multiple Tags with the same key');
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length < 1 || Key.length > 128) throw invalidTag('The TagKey you have provided is invalid');
    if (Value.length > 256) throw invalidTag('The TagValue you have provided is invalid');
    if (!reserved && /^aws:/i.test(Key)) throw invalidTag('System tags cannot be added/updated by requester');
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** Tags that AWS has set, as CloudFormation does: "System tags cannot be added/updated by requester". */
export function systemTags(tags: readonly Tag[] = []): Tag[] {
  return tags.filter(({ Key }) => /^aws:/i.test(Key ?? ''));
}
