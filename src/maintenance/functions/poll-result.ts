import type { Verdict } from '../rules/verdict.ts';
import { pauseSeconds, type Wait } from '../rules/wait.ts';
import { failure } from './failure.ts';

/** Whether a wait is over, and if not, why and when to look again. */
export interface PollResult {
  done: boolean;
  waitSeconds: number;
  because?: string;
}

/** A verdict as the state machine's loop takes it. Throws the verdict's failure under its name. */
export function pollResult(instanceId: string, verdict: Verdict, wait: Wait): PollResult {
  if (verdict.kind === 'failed') throw failure(verdict.error, `${instanceId}: ${verdict.because}`);
  if (verdict.kind === 'done') return { done: true, waitSeconds: 0 };
  return { done: false, waitSeconds: pauseSeconds(wait), because: verdict.because };
}
