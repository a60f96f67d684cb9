/** A report in the order in which people look at it. Pure: text and page are both made from it. */
import { staleDays } from '../../maintenance/rules/fleet-order.ts';
import { isFailure, type Outcome } from '../../maintenance/rules/outcome.ts';
import { outcomeAdvice } from './advice.ts';
import type { Report, Told } from './report.ts';

/** All outcomes, the gravest first. */
export const gravest = Object.keys(outcomeAdvice) as Outcome[];

/** Those that need a person, the gravest first. */
export function needingAPerson({ instances }: Report): Told[] {
  return instances
    .filter(({ outcome }) => isFailure(outcome))
    .sort((a, b) => gravest.indexOf(a.outcome) - gravest.indexOf(b.outcome));
}

/** Those that were woken and are left on because somebody uses them. */
export function leftOnForSomebody({ instances }: Report): Told[] {
  return instances.filter(({ leftOn }) => leftOn);
}

/** Those that are longer without a verified patch than the objective allows, the longest first. */
export function stale({ instances, totals }: Report): Told[] {
  const named = new Set(totals.stale);
  return instances
    .filter(({ instanceId }) => named.has(instanceId))
    .sort((a, b) => (a.verified ?? '').localeCompare(b.verified ?? ''));
}

/** Those passed over, by reason. */
export function skipped({ instances }: Report): Map<string, Told[]> {
  return Map.groupBy(
    instances.filter(({ outcome }) => outcome === 'Skipped'),
    ({ reason }) => reason,
  );
}

/** Whole days since an instance was last seen to be clean, at the end of the run; undefined: never. */
export function daysWithoutProof({ instanceId, compliance, verified }: Told, ended: Date): number | undefined {
  if (compliance === 'Clean') return 0;
  return staleDays({ instanceId, verified: verified === undefined ? undefined : new Date(verified) }, ended);
}

/** Package changes that several instances have in common, the most frequent first. */
export function commonChanges({ instances }: Report): { change: string; count: number }[] {
  const changes = instances.flatMap(({ changes: own = [] }) =>
    own.map(({ name, from = 'not installed', to = 'removed' }) => `${name} ${from} → ${to}`),
  );
  return [...Map.groupBy(changes, (change) => change)]
    .map(([change, { length: count }]) => ({ change, count }))
    .sort((a, b) => b.count - a.count || a.change.localeCompare(b.change));
}

/** A time for people: without the fractions of a second. @param time ISO 8601 */
export function toSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
