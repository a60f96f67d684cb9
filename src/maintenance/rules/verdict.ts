/**
 * What a rule says of something that is being waited for: it is there, it may still come, or it never will.
 * `error` is the name by which Retry and Catch of the state machine know the failure.
 */
export type Verdict =
  | { kind: 'done' }
  | { kind: 'waiting'; because: string }
  | { kind: 'failed'; error: string; because: string };

export const done: Verdict = { kind: 'done' };
export const waiting = (because: string): Verdict => ({ kind: 'waiting', because });
export const failed = (error: string, because: string): Verdict => ({ kind: 'failed', error, because });
