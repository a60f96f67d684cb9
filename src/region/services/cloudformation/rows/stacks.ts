import type { Principal } from '../../../service.ts';
import type { Database } from '../../../store/database.ts';
import type { Tag } from '../resources/tags.ts';

/** What a stack is made from; an update that fails goes back to the one before. */
export interface Definition {
  /** the text as it was given */
  readonly template: string;
  /** parameter -> value as written */
  readonly parameters: Readonly<Record<string, string>>;
  /** parameter of a type AWS::SSM::Parameter::Value -> what Systems Manager had for it when the operation began */
  readonly resolved: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

export interface Output {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description?: string;
  readonly ExportName?: string;
}

/** Every status that a stack of this Region can have. */
export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE';

export interface Stack {
  /** the ARN */
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly reason?: string;
  /** milliseconds since epoch, as all times here */
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number;
  readonly definition: Definition;
  /** what an update that is under way goes back to */
  readonly previous?: Definition;
  readonly outputs: readonly Output[];
  readonly roleArn?: string;
  /** who the resources are made as: the caller of the last operation, or the stack's role */
  readonly principal: Principal;
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  readonly terminationProtection: boolean;
  readonly timeoutMinutes?: number;
  /** of the last operation */
  readonly token?: string;
  /** the change set that was executed last */
  readonly changeSetId?: string;
  /** logical ids that a deletion leaves alone (RetainResources) */
  readonly retain?: readonly string[];
}

interface Row {
  record: string;
}

const toStack = ({ record }: Row): Stack => JSON.parse(record) as Stack;

export const stacks = {
  /** The live stack of that name, or the stack of that id, deleted or not. */
  find: (db: Database, nameOrId: string): Stack | undefined => {
    const row = nameOrId.startsWith('arn:')
      ? db.one<Row>('SELECT record FROM cloudformation_stacks WHERE id = ?', nameOrId)
      : db.one<Row>(
          "SELECT record FROM cloudformation_stacks WHERE name = ? AND status <> 'DELETE_COMPLETE'",
          nameOrId,
        );
    return row && toStack(row);
  },
  /** The newest first, deleted ones among them. */
  list: (db: Database): Stack[] =>
    db.all<Row>('SELECT record FROM cloudformation_stacks ORDER BY createdAt DESC, rowid DESC').map(toStack),
  put: (db: Database, stack: Stack): void => {
    db.run(
      `INSERT INTO cloudformation_stacks (id, name, status, createdAt, record) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, record = excluded.record`,
      stack.id,
      stack.name,
      stack.status,
      stack.createdAt,
      JSON.stringify(stack),
    );
  },
};
