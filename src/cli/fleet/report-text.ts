/** A report for a terminal: totals, then what needs a person, then what one may want to know. */
import type { Reason } from '../../maintenance/rules/outcome.ts';
import { leftOnAdvice, reasonAdvice } from '../../operator/fleet/advice.ts';
import {
  daysWithoutProof,
  gravest,
  leftOnForSomebody,
  needingAPerson,
  skipped,
  stale,
  toSeconds,
} from '../../operator/fleet/attention.ts';
import type { Report, Told } from '../../operator/fleet/report.ts';
import { plain } from '../plain.ts';
import { table } from '../table.ts';

/** A terminal is for what one can read: a part names so many instances, and the other formats have all. */
const most = 40;

export function reportText(report: Report): string {
  return [head(report), totals(report), ...parts(report)].join('\n\n');
}

function head({ run, began, ended, problem, selected, planned, canaries }: Report): string {
  return [
    `Run ${run}`,
    ...(began
      ? [
          `began ${toSeconds(began)}, ${ended ? `ended ${toSeconds(ended)}` : 'no report yet: it is under way, or was ended early'}`,
        ]
      : []),
    ...(selected === undefined ? [] : [`${selected} selected, ${planned} planned, ${canaries} of them canaries`]),
    ...(problem ? [`It ended early: ${plain(problem)}`] : []),
  ].join('\n');
}

function totals({ totals: { outcomes, instanceHours } }: Report): string {
  const counts = gravest.filter((outcome) => outcomes[outcome] > 0).map((outcome) => [outcome, outcomes[outcome]]);
  const rows = [...counts, ['instance-hours awake', instanceHours]];
  const width = Math.max(...rows.map(([label]) => String(label).length));
  return rows.map(([label, value]) => `  ${String(label).padEnd(width)}  ${value}`).join('\n');
}

function* parts(report: Report): Generator<string> {
  const trouble = needingAPerson(report);
  if (trouble.length) yield part('Needs a person', trouble, (told) => troubleLines(told));
  const left = leftOnForSomebody(report);
  if (left.length) yield part('Left on, because somebody uses it', left, leftOnLines);
  const old = stale(report);
  if (old.length)
    yield part('Longer without a verified patch than the objective allows', old, (told) => [staleLine(told, report)]);
  for (const [reason, told] of skipped(report))
    yield part(
      `Skipped, ${plain(reason)}: ${reasonAdvice[reason as Reason]?.means ?? ''}`.trimEnd(),
      told,
      skippedLines,
    );
  const done = report.instances.filter(({ outcome }) => outcome === 'Patched' || outcome === 'AlreadyCompliant');
  if (done.length)
    yield [
      `Done (${done.length})`,
      table(
        ['  instance', 'name', 'outcome', 'packages', 'found', 'awake'],
        done
          .slice(0, most)
          .map((told) => [
            `  ${told.instanceId}`,
            plain(told.name ?? ''),
            told.outcome,
            String(told.changes?.length ?? 0),
            told.foundState ?? '',
            minutes(told.awakeSeconds),
          ]),
      ),
      ...more(done.length),
    ].join('\n');
}

function part(title: string, instances: readonly Told[], linesOf: (told: Told) => string[]): string {
  return [
    `${title} (${instances.length})`,
    ...instances.slice(0, most).flatMap(linesOf),
    ...more(instances.length),
  ].join('\n');
}

function more(count: number): string[] {
  return count > most ? [`  … and ${count - most} more; --format csv has them all`] : [];
}

const named = ({ instanceId, name = '' }: Told) => `${instanceId}  ${plain(name)}`.trimEnd();

function troubleLines(told: Told): string[] {
  const { outcome, reason, cause, missing = [] } = told;
  const advice = reasonAdvice[reason as Reason];
  return [
    `  ${named(told)}`,
    `    ${outcome}, ${plain(reason)}${advice ? `: ${advice.means}` : ''}`,
    ...(cause ? [`    cause: ${plain(causeText(cause)).slice(0, 300)}`] : []),
    ...(missing.length ? [`    missing: ${plain(missing.join(', ')).slice(0, 300)}`] : []),
    ...(advice ? [`    ${advice.todo}`] : []),
  ];
}

/** What a function threw, Lambda wraps up in JSON. */
export function causeText(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage ?? cause;
  } catch {
    return cause;
  }
}

function leftOnLines(told: Told): string[] {
  const { reason, who } = told.leftOn!;
  return [
    `  ${named(told)}`,
    `    ${reason}: ${plain(who)}. ${leftOnAdvice[reason].means}`,
    `    ${leftOnAdvice[reason].todo}`,
  ];
}

function staleLine(told: Told, { ended }: Report): string {
  const days = ended === undefined ? undefined : daysWithoutProof(told, new Date(ended));
  return `  ${named(told)}  ${told.verified === undefined ? 'never' : `${days} days`}`;
}

function skippedLines(told: Told): string[] {
  return [`  ${named(told)}${told.because ? `  ${plain(told.because)}` : ''}`];
}

function minutes(seconds = 0): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
