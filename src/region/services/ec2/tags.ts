/**
 * Tags of EC2 resources: their statements and their rules (Tag your Amazon EC2 resources, User Guide).
 */
import type { Tag } from '@aws-sdk/client-ec2';
import type { Principal } from '../../service.ts';
import type { Database } from '../../store/database.ts';
import { invalidValue, tagLimitExceeded } from './errors.ts';

/** A resource has at most this many, those of `aws:` not counted. */
const maximumTags = 50;

/** In the order of their keys. */
export function tagsOf(db: Database, resourceId: string): Tag[] {
  return db.all<Tag>('SELECT key AS Key, value AS Value FROM ec2_tags WHERE resource_id = ? ORDER BY key', resourceId);
}

/** Every tag with its resource, in the order of resource and key. */
export function allTags(db: Database): { resourceId: string; Key: string; Value: string }[] {
  return db.all('SELECT resource_id AS resourceId, key AS Key, value AS Value FROM ec2_tags ORDER BY resource_id, key');
}

/** Adds tags, and overwrites those of the same key. @throws TagLimitExceeded */
export function putTags(db: Database, resourceId: string, tags: readonly Tag[]): void {
  for (const { Key, Value } of tags) {
    db.run(
      `INSERT INTO ec2_tags (resource_id, key, value) VALUES (?, ?, ?)
         ON CONFLICT (resource_id, key) DO UPDATE SET value = excluded.value`,
      resourceId,
      Key!,
      Value ?? '',
    );
  }
  const own = tagsOf(db, resourceId).filter(({ Key }) => !Key!.startsWith('aws:'));
  if (own.length > maximumTags) throw tagLimitExceeded();
}

/** @param tag with a value, it is removed only if it has that one; without, whatever it has */
export function removeTag(db: Database, resourceId: string, { Key, Value }: Tag): void {
  if (Value === undefined) db.run('DELETE FROM ec2_tags WHERE resource_id = ? AND key = ?', resourceId, Key!);
  else db.run('DELETE FROM ec2_tags WHERE resource_id = ? AND key = ? AND value = ?', resourceId, Key!, Value);
}

/** Removes all but those of `aws:`, which belong to a service. */
export function removeOwnTags(db: Database, resourceId: string): void {
  db.run("DELETE FROM ec2_tags WHERE resource_id = ? AND key NOT LIKE 'aws:%'", resourceId);
}

/**
 * Holds tags against the restrictions. Keys of `aws:` are for services, CloudFormation's `aws:cloudformation:stack-name`
 * for one. @throws InvalidParameterValue
 */
export function checkTags(tags: readonly Tag[], by: Principal): void {
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    if (!Key) throw invalidValue('Tag key cannot be null or empty.');
    if (Key.length > 128) throw invalidValue('Tag key exceeds the maximum length of 128 characters');
    if ((Value ?? '').length > 256) throw invalidValue('Tag value exceeds the maximum length of 256 characters');
    if (Key.toLowerCase().startsWith('aws:') && by.type !== 'service')
      throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    if (seen.has(Key)) throw invalidValue(`Duplicate tag key '${Key}' specified.`);
    seen.add(Key);
  }
}
