/**
 * ClientToken: the same request again, with the same token, makes nothing new.
 * Source: Systems Manager API Reference, IdempotentParameterMismatch.
 */
import type { Database } from '../../../store/database.ts';
import { idempotentParameterMismatch } from './errors.ts';

/** The request as it is kept with what it made. */
export function requestOf({ ClientToken, ...request }: { ClientToken?: string | undefined }) {
  return { token: ClientToken ?? null, request: JSON.stringify(request) };
}

/**
 * The id of what this request made before.
 * @throws WireError IdempotentParameterMismatch when another request had the token
 */
export function madeBefore(
  db: Database,
  table: 'ssm_windows' | 'ssm_window_targets' | 'ssm_window_tasks',
  { token, request }: ReturnType<typeof requestOf>,
): string | undefined {
  if (token === null) return undefined;
  const before = db.one<{ id: string; request: string }>(
    `SELECT id, request FROM ${table} WHERE client_token = ?`,
    token,
  );
  if (before && before.request !== request) throw idempotentParameterMismatch();
  return before?.id;
}
