/** A run in one line, as the list of runs and its charts show it. Pure. */
import { OUTCOMES, type Outcome } from '../maintenance/rules/outcome.ts';
import { daysWithoutProof } from './fleet/attention.ts';
import type { Report } from './fleet/report.ts';

export interface RunLine {
  /** the name of its execution, or the id of the window's execution */
  readonly name: string;
  readonly kind: 'fleet' | 'window' | 'machine';
  /** as Step Functions has it, or `FORGOTTEN` */
  readonly status: string;
  /** ISO 8601 */
  readonly began: string;
  readonly ended?: string;
  /** what ended it early */
  readonly problem?: string;
  /** of a run of one machine */
  readonly instanceId?: string;
  /** how many instances it is about */
  readonly total?: number;
  /** while it goes on: how many are worked on, and how many are done */
  readonly working?: number;
  readonly done?: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** for which instances were awake that had been found stopped */
  readonly awakeHours: number;
  /** packages that are other than before, over all instances */
  readonly packages: number;
  /** how long the fleet was without a verified patch when the run ended; of fleets alone */
  readonly staleness?: Staleness;
}

/** Ages in days: so many instances are at most so old, and not younger. */
export const ages = [
  ['up to 7 days', 7],
  ['8 to 35 days', 35],
  ['36 to 90 days', 90],
  ['more than 90 days', Number.POSITIVE_INFINITY],
] as const;

export interface Staleness {
  /** how many instances have each of the `ages` */
  readonly counts: readonly number[];
  /** never seen to be clean */
  readonly never: number;
  /** beyond the objective of the stack */
  readonly beyond: number;
}

export const noOutcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

/** How a run ended of which only its report is left. */
export function statusOf({
  problem,
  totals: { outcomes },
}: Pick<Report, 'problem' | 'totals'>): 'SUCCEEDED' | 'FAILED' {
  const { Skipped: _, Patched: __, AlreadyCompliant: ___, ...failures } = outcomes;
  return problem !== undefined || Object.values(failures).some((count) => count > 0) ? 'FAILED' : 'SUCCEEDED';
}

export function lineOfReport(report: Report, status: string): RunLine {
  const { run, began = '', ended, problem, totals, instances } = report;
  return {
    name: run.split('/').at(-1) ?? '',
    kind: 'fleet',
    status,
    began,
    ended,
    problem,
    total: report.selected,
    outcomes: totals.outcomes,
    awakeHours: totals.instanceHours,
    packages: instances.reduce((sum, { changes = [] }) => sum + changes.length, 0),
    staleness: ended === undefined ? undefined : stalenessOf(report, new Date(ended)),
  };
}

function stalenessOf({ instances, totals }: Report, ended: Date): Staleness {
  const counts = ages.map(() => 0);
  let never = 0;
  for (const told of instances) {
    const days = daysWithoutProof(told, ended);
    if (days === undefined) never += 1;
    else counts[ages.findIndex(([, most]) => days <= most)]! += 1;
  }
  return { counts, never, beyond: totals.stale.length };
}
