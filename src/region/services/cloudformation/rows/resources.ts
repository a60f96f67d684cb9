import type { Database } from '../../../store/database.ts';
import type { Attributes } from '../resources/resourceType.ts';
import type { Value } from '../template/functions/function.ts';

export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'DELETE_SKIPPED';

export type ResourceProperties = Readonly<Record<string, Value>>;

/** A physical resource of a stack, or the attempt at one. */
export interface Resource {
  readonly id: number;
  readonly stackId: string;
  readonly logicalId: string;
  /** another one has taken its place, or the template has it no more: it goes at the cleanup */
  readonly superseded: boolean;
  readonly type: string;
  /** absent while there is none */
  readonly physicalId?: string;
  readonly status: ResourceStatus;
  readonly reason?: string;
  /** milliseconds since epoch */
  readonly updatedAt: number;
  /** as the physical resource has them */
  readonly properties: ResourceProperties;
  readonly attributes: Attributes;
  /** logical ids */
  readonly needs: readonly string[];
  /** DeletionPolicy, UpdateReplacePolicy */
  readonly onDeletion: string;
  readonly onReplacement: string;
  /** what an update that is under way found: properties to go back to */
  readonly before?: ResourceProperties;
  /** made by the update that is under way */
  readonly fresh?: boolean;
  /** id of the resource whose place this one has taken in the update that is under way */
  readonly replaces?: number;
  /** it was replaced, rather than removed from the template */
  readonly replaced?: boolean;
}

interface Row {
  id: number;
  stackId: string;
  logicalId: string;
  superseded: number;
  record: string;
}

const toResource = ({ record, ...row }: Row): Resource => ({
  ...(JSON.parse(record) as Resource),
  ...row,
  superseded: row.superseded === 1,
});

export const resources = {
  get: (db: Database, id: number): Resource | undefined => {
    const row = db.one<Row>('SELECT * FROM cloudformation_resources WHERE id = ?', id);
    return row && toResource(row);
  },
  current: (db: Database, stackId: string, logicalId: string): Resource | undefined => {
    const row = db.one<Row>(
      'SELECT * FROM cloudformation_resources WHERE stackId = ? AND logicalId = ? AND superseded = 0',
      stackId,
      logicalId,
    );
    return row && toResource(row);
  },
  /** All that is or was there, superseded ones among them, in the order of their logical ids. */
  list: (db: Database, stackId: string): Resource[] =>
    db
      .all<Row>('SELECT * FROM cloudformation_resources WHERE stackId = ? ORDER BY logicalId, id', stackId)
      .map(toResource),
  insert: (db: Database, resource: Omit<Resource, 'id' | 'superseded'>): Resource => {
    const { stackId, logicalId, ...record } = resource;
    const { id } = db.one<{ id: number }>(
      'INSERT INTO cloudformation_resources (stackId, logicalId, superseded, record) VALUES (?, ?, 0, ?) RETURNING id',
      stackId,
      logicalId,
      JSON.stringify(record),
    )!;
    return { ...resource, id, superseded: false };
  },
  put: (db: Database, resource: Resource): Resource => {
    const { id, stackId: _stack, logicalId: _logical, superseded, ...record } = resource;
    db.run(
      'UPDATE cloudformation_resources SET superseded = ?, record = ? WHERE id = ?',
      superseded ? 1 : 0,
      JSON.stringify(record),
      id,
    );
    return resource;
  },
  remove: (db: Database, id: number): void => {
    db.run('DELETE FROM cloudformation_resources WHERE id = ?', id);
  },
};
