import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import type { Principal } from '../../../service.ts';
import type { Database } from '../../../store/database.ts';
import type { Definition } from './stacks.ts';

export interface ChangeSet {
  /** the ARN */
  readonly id: string;
  readonly stackId: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
  /** milliseconds since epoch */
  readonly createdAt: number;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  readonly executed: boolean;
  readonly definition: Definition;
  readonly changes: readonly ResourceChange[];
  readonly roleArn?: string;
  readonly principal: Principal;
  readonly onFailure?: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
}

const parse = ({ record }: { record: string }): ChangeSet => JSON.parse(record) as ChangeSet;

export const changeSets = {
  byId: (db: Database, id: string): ChangeSet | undefined =>
    db.all<{ record: string }>('SELECT record FROM cloudformation_changesets WHERE id = ?', id).map(parse)[0],
  byName: (db: Database, stackId: string, name: string): ChangeSet | undefined =>
    db
      .all<{ record: string }>(
        'SELECT record FROM cloudformation_changesets WHERE stackId = ? AND name = ?',
        stackId,
        name,
      )
      .map(parse)[0],
  /** In the order in which they were made. */
  list: (db: Database, stackId: string): ChangeSet[] =>
    db
      .all<{ record: string }>(
        'SELECT record FROM cloudformation_changesets WHERE stackId = ? ORDER BY createdAt, rowid',
        stackId,
      )
      .map(parse),
  put: (db: Database, changeSet: ChangeSet): void => {
    db.run(
      `INSERT INTO cloudformation_changesets (id, stackId, name, createdAt, record) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET record = excluded.record`,
      changeSet.id,
      changeSet.stackId,
      changeSet.name,
      changeSet.createdAt,
      JSON.stringify(changeSet),
    );
  },
  remove: (db: Database, id: string): void => {
    db.run('DELETE FROM cloudformation_changesets WHERE id = ?', id);
  },
};
