/** What the charts over a stack's runs show. Pure. */
import type { Outcome } from '../../../../maintenance/rules/outcome.ts';
import { ages, type RunLine } from '../../../../operator/run-line.ts';
import type { ChartData } from '../../parts/charts/Chart.tsx';

/** So many runs a chart can tell apart. */
export const mostInChart = 60;

/** From below: what is well, what was passed over, what needs a person. */
const outcomes: readonly Outcome[] = [
  ...(['Patched', 'AlreadyCompliant', 'Skipped'] as const),
  ...(['NonCompliant', 'WakeFailed', 'PatchFailed', 'LeftAwake'] as const),
];
const ageKeys = ['age-fresh', 'age-month', 'age-quarter', 'age-old'];

/** How a run is called, and where it leads. */
export interface Naming {
  label(run: RunLine): string;
  to(run: RunLine): string;
}

/**
 * @param runs the newest first, as the list has them
 * @returns the charts that have something to show; those of staleness for fleets alone
 */
export function chartsOf(runs: readonly RunLine[], naming: Naming): ChartData[] {
  const ended = runs
    .filter(({ ended }) => ended !== undefined)
    .slice(0, mostInChart)
    .reverse();
  if (ended.length === 0) return [];
  const point = (run: RunLine, values: readonly number[]) => ({
    key: run.name,
    label: naming.label(run),
    to: naming.to(run),
    values,
  });
  const over = `over ${ended.length} ${ended.length === 1 ? 'run' : 'runs'}`;
  const sum = (of: (run: RunLine) => number) => ended.reduce((total, run) => total + of(run), 0);
  const there = outcomes.filter((outcome) => ended.some((run) => run.outcomes[outcome] > 0));
  const failed = sum(({ outcomes: { Patched, AlreadyCompliant, Skipped, ...failures } }) =>
    Object.values(failures).reduce((total, count) => total + count, 0),
  );
  const aged = ended.filter(({ staleness }) => staleness !== undefined);
  const last = aged.at(-1)?.staleness;
  return [
    {
      title: 'Outcomes',
      says: `${count(
        sum((run) => run.outcomes.Patched),
        'patched machine',
      )}, ${count(failed, 'failure')}, ${over}.`,
      series: there.map((outcome) => ({ key: outcome, name: outcome })),
      unit: 'machines',
      points: ended.map((run) =>
        point(
          run,
          there.map((outcome) => run.outcomes[outcome]),
        ),
      ),
    },
    ...(last
      ? [
          {
            title: 'Days since the last verified patch',
            says: `After the last run ${count(last.beyond, 'machine')} beyond the objective, ${last.never} never verified.`,
            series: [
              ...ages.map(([name], index) => ({ key: ageKeys[index]!, name })),
              { key: 'age-never', name: 'never verified' },
            ],
            unit: 'machines',
            points: aged.map((run) => point(run, [...run.staleness!.counts, run.staleness!.never])),
          },
        ]
      : []),
    {
      title: 'Packages changed',
      says: `${count(
        sum((run) => run.packages),
        'package',
      )} ${over}.`,
      series: [{ key: 'packages', name: 'packages' }],
      unit: 'packages',
      points: ended.map((run) => point(run, [run.packages])),
    },
    {
      title: 'Time awake',
      says: `${count(hours(sum((run) => run.awakeHours)), 'hour')} that dormant machines were on for, ${over}.`,
      series: [{ key: 'awake', name: 'hours' }],
      unit: 'hours',
      points: ended.map((run) => point(run, [run.awakeHours])),
    },
  ];
}

const hours = (value: number) => Math.round(value * 100) / 100;
const count = (number: number, unit: string) => `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;

/** Pages of runs as one list: a window's opening that two pages tell of is one run. @param pages the newest first */
export function joined(pages: readonly (readonly RunLine[])[]): RunLine[] {
  const runs = new Map<string, RunLine>();
  for (const run of pages.flat()) {
    const known = runs.get(run.name);
    runs.set(run.name, known && known.kind === 'window' ? together(known, run) : (known ?? run));
  }
  return [...runs.values()];
}

function together(newer: RunLine, older: RunLine): RunLine {
  const outcomes = Object.fromEntries(
    Object.entries(newer.outcomes).map(([outcome, count]) => [outcome, count + older.outcomes[outcome as Outcome]]),
  ) as RunLine['outcomes'];
  return {
    ...newer,
    began: older.began,
    total: (newer.total ?? 0) + (older.total ?? 0),
    working: (newer.working ?? 0) + (older.working ?? 0),
    status: [newer, older].find(({ status }) => status !== 'SUCCEEDED')?.status ?? 'SUCCEEDED',
    outcomes,
    awakeHours: hours(newer.awakeHours + older.awakeHours),
    packages: newer.packages + older.packages,
  };
}
