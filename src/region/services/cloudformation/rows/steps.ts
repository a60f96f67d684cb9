import type { Database } from '../../../store/database.ts';

/** One resource's part in the operation that is under way on its stack. */
export interface Step {
  readonly id: number;
  readonly stackId: string;
  /**
   * `asked`: an effect will perform it; `settling`: performed, and looked at again and again until it is ready or gone;
   * `skipped`: something that it needs has failed
   */
  readonly state: 'waiting' | 'asked' | 'settling' | 'done' | 'failed' | 'skipped';
  /** to bring about what the template says, to go back to what was before, to remove */
  readonly action: 'apply' | 'revert' | 'remove';
  readonly logicalId: string;
  /** the row of the resource, as soon as there is one */
  readonly resourceId?: number;
  /** keys of the steps that have to be done before */
  readonly needs: readonly string[];
  /** unique among the steps of the operation: the logical id, or the resource's row where there may be two of one logical id */
  readonly key: string;
  /** milliseconds since epoch */
  readonly settlingSince?: number;
}

interface Row {
  id: number;
  stackId: string;
  state: Step['state'];
  record: string;
}

const toStep = ({ record, ...row }: Row): Step => ({ ...(JSON.parse(record) as Step), ...row });

export const steps = {
  get: (db: Database, id: number): Step | undefined => {
    const row = db.one<Row>('SELECT * FROM cloudformation_steps WHERE id = ?', id);
    return row && toStep(row);
  },
  list: (db: Database, stackId: string): Step[] =>
    db.all<Row>('SELECT * FROM cloudformation_steps WHERE stackId = ? ORDER BY id', stackId).map(toStep),
  insert: (db: Database, step: Omit<Step, 'id'>): void => {
    const { stackId, state, ...record } = step;
    db.run(
      'INSERT INTO cloudformation_steps (stackId, state, record) VALUES (?, ?, ?)',
      stackId,
      state,
      JSON.stringify(record),
    );
  },
  put: (db: Database, step: Step): Step => {
    const { id, stackId: _stack, state, ...record } = step;
    db.run('UPDATE cloudformation_steps SET state = ?, record = ? WHERE id = ?', state, JSON.stringify(record), id);
    return step;
  },
  clear: (db: Database, stackId: string): void => {
    db.run('DELETE FROM cloudformation_steps WHERE stackId = ?', stackId);
  },
};
