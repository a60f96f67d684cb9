/** The tags of Systems Manager's own resources. */
import type { Tag } from '@aws-sdk/client-ssm';
import type { Database } from '../../../store/database.ts';
import { tooManyTags } from '../errors.ts';

export const tagTables = `
  CREATE TABLE ssm_tags (
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (resource_type, resource_id, key)
  ) STRICT, WITHOUT ROWID;
`;

/** What can be tagged here, as AddTagsToResource names it. */
export type TaggedType = 'Document' | 'MaintenanceWindow' | 'Parameter' | 'PatchBaseline';

/** In the order of their keys. */
export function tagsOfResource(db: Database, type: TaggedType, id: string): Tag[] {
  return db.all<{ Key: string; Value: string }>(
    'SELECT key AS Key, value AS Value FROM ssm_tags WHERE resource_type = ? AND resource_id = ? ORDER BY key',
    type,
    id,
  );
}

/** Adds tags, or gives those that are there another value. @throws WireError TooManyTagsError */
export function addTags(db: Database, type: TaggedType, id: string, tags: readonly Tag[] | undefined): void {
  for (const { Key, Value } of tags ?? [])
    db.run(
      'INSERT OR REPLACE INTO ssm_tags (resource_type, resource_id, key, value) VALUES (?, ?, ?, ?)',
      type,
      id,
      Key!,
      Value!,
    );
  if (tagsOfResource(db, type, id).length > 50) throw tooManyTags();
}

export function removeTags(db: Database, type: TaggedType, id: string, keys: readonly string[]): void {
  for (const key of keys)
    db.run('DELETE FROM ssm_tags WHERE resource_type = ? AND resource_id = ? AND key = ?', type, id, key);
}

/** To be called when the resource goes. */
export function forgetTags(db: Database, type: TaggedType, id: string): void {
  db.run('DELETE FROM ssm_tags WHERE resource_type = ? AND resource_id = ?', type, id);
}
