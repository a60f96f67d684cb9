import { compileExit, type Exit } from './data/dataflow.ts';
import { errorEquals, type Failure } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { StateSource } from './machine.ts';
import { randomNumber } from './random.ts';
import type { Run } from './run.ts';
import type { Frame } from './snapshot.ts';

/** Source: "Handling errors in Step Functions workflows", section "Retrying after an error". */
export interface Retrier {
  errorEquals: readonly string[];
  intervalSeconds: number;
  maxAttempts: number;
  backoffRate: number;
  maxDelaySeconds: number;
  jitter: boolean;
}

export interface Catcher {
  errorEquals: readonly string[];
  next: string;
  exit: Exit;
}

export function compileRetriers(definitions: JsonObject[]): Retrier[] {
  return definitions.map((retrier) => ({
    errorEquals: retrier.ErrorEquals as string[],
    intervalSeconds: (retrier.IntervalSeconds as number | undefined) ?? 1,
    maxAttempts: (retrier.MaxAttempts as number | undefined) ?? 3,
    backoffRate: (retrier.BackoffRate as number | undefined) ?? 2,
    maxDelaySeconds: (retrier.MaxDelaySeconds as number | undefined) ?? Number.POSITIVE_INFINITY,
    jitter: retrier.JitterStrategy === 'FULL',
  }));
}

export function compileCatchers(source: StateSource, definitions: JsonObject[]): Catcher[] {
  return definitions.map((catcher, i) => ({
    errorEquals: catcher.ErrorEquals as string[],
    next: catcher.Next as string,
    exit: compileExit(source.language, catcher, `Catch[${i}]/`),
  }));
}

/**
 * Counts one more retry by the first retrier that names the failure, and says how long to wait before it.
 * @returns milliseconds; undefined if no retrier names the failure, or the one that does has no attempt left
 */
export function nextRetry(run: Run, frame: Frame, retriers: readonly Retrier[], failure: Failure): number | undefined {
  const index = retriers.findIndex((retrier) => errorEquals(retrier.errorEquals, failure));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const retries = retriers.map((_, i) => frame.retries?.[i] ?? 0);
  const attempts = retries[index]!;
  if (attempts >= retrier.maxAttempts) return undefined;
  retries[index] = attempts + 1;
  frame.retries = retries;
  frame.retryCount = (frame.retryCount ?? 0) + 1;
  const delay = Math.min(retrier.intervalSeconds * retrier.backoffRate ** attempts, retrier.maxDelaySeconds) * 1000;
  // FULL: "retry intervals are randomized between 0 and the original interval".
  return Math.round(retrier.jitter ? delay * randomNumber(run.snapshot.seed, run.snapshot.draws++) : delay);
}

/** The first catcher that names the failure. */
export function catcherOf(catchers: readonly Catcher[], failure: Failure): Catcher | undefined {
  return catchers.find((catcher) => errorEquals(catcher.errorEquals, failure));
}
