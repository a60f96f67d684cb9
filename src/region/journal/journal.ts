/**
 * What those were answered who ask on behalf of an effect. An effect that is performed again, because the Region was killed
 * in the middle of it, asks again what it asked before, and so does the function that it runs: they are given the answers
 * that they had, until they come to what they had not asked yet. So what was done is not done twice, and what was seen
 * before it was done is seen again.
 */
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { WireError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import type { EffectRow } from '../outbox/outbox.ts';
import type { Database } from '../store/database.ts';

/** One call: the `ordinal`th in its scope to ask for exactly this. */
export interface Call {
  readonly effect: number;
  readonly caller: string;
  /** hash of service, operation and input */
  readonly request: string;
  readonly ordinal: number;
  /** the same whenever the call is repeated */
  readonly requestId: string;
}

/** Who calls on behalf of an effect, and how often what was asked for in this performance of it. */
export interface Scope {
  readonly effect: Pick<EffectRow, 'id' | 'service' | 'name' | 'key'>;
  /** the request id of the invocation whose function calls; empty for the effect itself */
  readonly caller: string;
  /** @param input plain data, as the wire or a handler gives it */
  next(service: string, operation: string, input: object): Call;
}

export const journalMigrations = [
  `CREATE TABLE core_answers (
    effect INTEGER NOT NULL, caller TEXT NOT NULL, request TEXT NOT NULL, ordinal INTEGER NOT NULL, answer BLOB NOT NULL,
    PRIMARY KEY (effect, caller, request, ordinal)
  ) STRICT, WITHOUT ROWID;`,
];

/** Begins to count from the first call. */
export function scopeOf(effect: Scope['effect'], caller = ''): Scope {
  const asked = new Map<string, number>();
  return {
    effect,
    caller,
    next(service, operation, input) {
      const request = digest(serialize([service, operation, input]));
      const ordinal = (asked.get(request) ?? 0) + 1;
      asked.set(request, ordinal);
      const place = [effect.id, effect.service, effect.name, effect.key, caller, request, ordinal];
      return { effect: effect.id, caller, request, ordinal, requestId: uuidOf(digest(place.join('/'))) };
    },
  };
}

type Answer =
  | { readonly output: object }
  | { readonly error: Pick<WireError, 'code' | 'message' | 'status' | 'members'> };

/** Gives the answer that a call has had, or throws the error that it was. @returns undefined when it has had none */
export function recall(db: Database, { effect, caller, request, ordinal }: Call): { output: object } | undefined {
  const row = db.one<{ answer: Uint8Array }>(
    'SELECT answer FROM core_answers WHERE effect = ? AND caller = ? AND request = ? AND ordinal = ?',
    effect,
    caller,
    request,
    ordinal,
  );
  if (!row) return undefined;
  const answer = deserialize(row.answer) as Answer;
  if ('output' in answer) return answer;
  const { code, message, status, members } = answer.error;
  throw new WireError(code, message, { status, members });
}

/** To be called in the transaction that does what was asked for. */
export function recordOutput(db: Database, call: Call, output: object): void {
  record(db, call, { output });
}

export function recordError(db: Database, call: Call, { code, message, status, members }: WireError): void {
  record(db, call, { error: { code, message, status, members } });
}

function record(db: Database, { effect, caller, request, ordinal }: Call, answer: Answer): void {
  db.run('INSERT INTO core_answers VALUES (?, ?, ?, ?, ?)', effect, caller, request, ordinal, serialize(answer));
}

/** To be called in the transaction that removes an effect: it is never performed again. */
export function forgetAnswers(db: Database, effect: number): void {
  db.run('DELETE FROM core_answers WHERE effect = ?', effect);
}

const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
