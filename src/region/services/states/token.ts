import { WireError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { taskDoesNotExist } from './errors.ts';
import { tokens } from './rows.ts';

/** The task that waits for a token. @throws WireError TaskDoesNotExist when none does (any more) */
export function taskOf(db: Database, token: string): { execution: string; id: string } {
  const row = tokens.find(db, token);
  if (!row) throw taskDoesNotExist();
  return { execution: row.execution, id: row.task };
}

/** @throws WireError InvalidOutput */
export function checkOutput(output: string): void {
  try {
    JSON.parse(output);
  } catch (error) {
    throw new WireError('InvalidOutput', `Invalid Output: '${(error as Error).message}'`);
  }
}
