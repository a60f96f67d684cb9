import { isFailure, type Outcome } from '../../../../maintenance/rules/outcome.ts';
import type { Tone } from '../../parts/Badge.tsx';

/** How an outcome is to be taken. */
export function outcomeTone(outcome: Outcome): Tone {
  if (isFailure(outcome)) return outcome === 'NonCompliant' ? 'warn' : 'bad';
  return outcome === 'Skipped' ? 'plain' : 'good';
}
