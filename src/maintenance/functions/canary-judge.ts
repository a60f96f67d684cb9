import { isFailure } from '../rules/outcome.ts';
import { firstKnown, type Phases, type Timing, timingOf, typicalOf } from '../rules/timing.ts';
import { instanceEvidence } from './evidence.ts';

/** What the planner answered with, as far as it concerns the canaries. */
interface Event {
  run: string;
  canaries: number;
  typical: Timing;
}

/**
 * CanaryJudge: reads what the canaries of a run came to. One of which nothing was heard has failed. Answers with the number
 * of `failures`, and with what is `typical` of the fleet: what was known before, and for the rest what the canaries took.
 */
export const handler = async ({ run, canaries, typical }: Event) => {
  const told = await instanceEvidence<Phases>(run);
  const well = told.filter(({ outcome }) => !isFailure(outcome));
  return { failures: canaries - well.length, typical: firstKnown(typical, typicalOf(told.map(timingOf))) };
};
