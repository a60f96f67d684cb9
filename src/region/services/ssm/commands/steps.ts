/** How the steps of a document follow upon each other (User Guide, "Command document plugin reference", "Shared inputs"). */
import type { Step } from '../documents/document.ts';
import type { PluginResult } from './rows.ts';

type Details = PluginResult['details'];

/** What a step has come to, after what its document makes of it, and whether it is the last one but for the final step. */
export function judgeStep(step: Step, details: Details): { details: Details; ends: boolean } {
  if (details === 'Cancelled') return { details, ends: true };
  if (details === 'Success') return { details, ends: step.onSuccess === 'exit' };
  if (step.onFailure === 'successAndExit') return { details: 'Success', ends: true };
  // "The document runs the remaining steps" unless the step says otherwise.
  return { details, ends: step.onFailure === 'exit' };
}

/** What the steps come to together: the first that was no success. */
export const togetherOf = (all: readonly Details[]): Details => {
  if (all.includes('Cancelled')) return 'Cancelled';
  return all.find((details) => details !== 'Success') ?? 'Success';
};
