import type { Database } from '../../../store/database.ts';

/** As DescribeStackEvents has it. */
export interface StackEvent {
  readonly EventId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  /** JSON */
  readonly ResourceProperties?: string;
  readonly ClientRequestToken?: string;
  /** milliseconds since epoch */
  readonly at: number;
}

export const events = {
  add: (db: Database, stackId: string, event: StackEvent): void => {
    db.run('INSERT INTO cloudformation_events (stackId, record) VALUES (?, ?)', stackId, JSON.stringify(event));
  },
  /** The newest first. */
  list: (db: Database, stackId: string): StackEvent[] =>
    db
      .all<{ record: string }>(
        'SELECT record FROM cloudformation_events WHERE stackId = ? ORDER BY sequence DESC',
        stackId,
      )
      .map(({ record }) => JSON.parse(record) as StackEvent),
};
