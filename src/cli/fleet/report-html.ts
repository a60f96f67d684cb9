/**
 * A report as one page that stands alone: no script, and nothing that a browser would fetch. `html` escapes all that is put
 * in; only the plots are put in as they are, and a policy in the page forbids whatever might get through.
 */
import { html, raw } from 'hono/html';
import type { Reason } from '../../maintenance/rules/outcome.ts';
import { type Advice, leftOnAdvice, outcomeAdvice, reasonAdvice } from '../../operator/fleet/advice.ts';
import {
  commonChanges,
  daysWithoutProof,
  gravest,
  leftOnForSomebody,
  needingAPerson,
  skipped,
  stale,
  toSeconds,
} from '../../operator/fleet/attention.ts';
import type { Report, Told } from '../../operator/fleet/report.ts';
import { awakePlot, mostInTimeline, outcomesPlot, stalenessPlot, timelinePlot } from './plots.ts';
import { causeText } from './report-text.ts';

type Html = ReturnType<typeof html>;

const STYLE = `
  :root { color-scheme: light; }
  body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 1120px; margin: 2rem auto; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
  .muted { color: #59636e; }
  .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
  .tiles li { border: 1px solid #d1d9e0; border-radius: 6px; padding: .5rem .9rem; min-width: 6.5rem; }
  .tiles b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
  .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); gap: 2rem; } figure { margin: 0; } figcaption { font-weight: 600; margin: 0 0 .5rem; }
  svg { max-width: 100%; height: auto; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-size: 14px; }
  th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid #d1d9e0; }
  th { font-weight: 600; white-space: nowrap; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
  code { font: 13px ui-monospace, monospace; white-space: nowrap; } td p { margin: 0; min-width: 12rem; max-width: 60ch; overflow-wrap: anywhere; }
  .bad { color: #b32400; font-weight: 600; }`;

/** @param report of any run; without instances it has no plots */
export async function reportHtml(report: Report): Promise<string> {
  const plots = [
    figure('Outcomes', await outcomesPlot(report)),
    figure('Days without a verified patch', await stalenessPlot(report)),
    figure('Minutes awake', await awakePlot(report)),
  ];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>wakepatch: ${report.run}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${head(report)}
<h2>At a glance</h2>
<div class="plots">
${plots}
</div>
${attention(report)}
${await timeline(report)}
${everything(report)}
</body>
</html>
`;
  return String(await page);
}

function head({ run, began, ended, problem, selected, planned, canaries, totals }: Report): Html {
  const counts = gravest.filter((outcome) => totals.outcomes[outcome] > 0);
  return html`<h1>Maintenance of a fleet</h1>
<p class="muted"><code>${run}</code><br>
${began ? toSeconds(began) : ''}${ended ? ` to ${toSeconds(ended)}` : ' (no report yet: it is under way, or was ended early)'}${
  selected === undefined ? '' : `; ${selected} selected, ${planned} planned, ${canaries} of them canaries`
}</p>
${problem ? html`<p class="bad">It ended early: ${problem}</p>` : ''}
<ul class="tiles">
${counts.map((outcome) => html`<li><b>${totals.outcomes[outcome]}</b>${outcome}</li>`)}
<li><b>${totals.instanceHours}</b>instance-hours</li>
<li><b>${totals.stale.length}</b>stale</li>
</ul>`;
}

function figure(title: string, svg: string): Html {
  return html`<figure><figcaption>${title}</figcaption>${raw(svg)}</figure>`;
}

function attention(report: Report): Html {
  const ended = new Date(report.ended ?? Number.NaN);
  return html`
${section('Needs a person', ['instance', 'outcome', 'why', 'what to do'], needingAPerson(report), (told) => [
  instance(told),
  html`<span class="bad">${told.outcome}</span><br>${told.reason}`,
  html`<p>${marked(reasonAdvice[told.reason as Reason]?.means ?? '')}</p><p class="muted">${causeText(told.cause ?? '')}</p><p class="muted">${(told.missing ?? []).join(', ')}</p>`,
  html`<p>${marked(reasonAdvice[told.reason as Reason]?.todo ?? outcomeAdvice[told.outcome].todo)}</p>`,
])}
${section('Left on, because somebody uses it', ['instance', 'who', 'what to do'], leftOnForSomebody(report), (told) => [
  instance(told),
  html`${told.leftOn!.reason}: ${told.leftOn!.who}`,
  adviceOf(leftOnAdvice[told.leftOn!.reason]),
])}
${section(
  'Longer without a verified patch than the objective allows',
  ['instance', 'days', 'this time'],
  stale(report),
  (told) => [
    instance(told),
    html`${daysWithoutProof(told, ended) ?? 'never proven'}`,
    html`${told.outcome}, ${told.reason}`,
  ],
)}
${section('Skipped', ['reason', 'instances', 'what it means'], [...skipped(report)], ([reason, told]) => [
  html`${reason}`,
  html`${told.length}`,
  adviceOf(reasonAdvice[reason as Reason]),
])}`;
}

async function timeline(report: Report): Promise<Html> {
  const worked = report.instances.filter(({ startedAt }) => startedAt).length;
  if (worked === 0) return html``;
  const note =
    worked > mostInTimeline
      ? `${mostInTimeline} of ${worked}: those that need a person, then those that were awake longest.`
      : '';
  return html`<h2>Timeline</h2>
<p class="muted">${note}</p>
<div class="scroll">${raw(await timelinePlot(report))}</div>`;
}

function everything(report: Report): Html {
  return html`
${section('Packages', ['change', 'instances'], commonChanges(report), ({ change, count }) => [
  html`<code>${change}</code>`,
  html`${count}`,
])}
${section(
  'All instances',
  ['instance', 'outcome', 'reason', 'found', 'packages', 'awake', 'proof', 'command'],
  report.instances,
  (told) => [
    instance(told),
    html`${told.outcome}`,
    html`${told.reason}${told.because ? html`<p class="muted">${told.because}</p>` : ''}`,
    html`${told.foundState ?? ''}`,
    html`${told.changes?.length ?? ''}`,
    html`${told.awakeSeconds ? `${Math.round(told.awakeSeconds / 6) / 10} min` : ''}`,
    html`${told.compliance ?? ''}`,
    html`<code>${told.commandId ?? ''}</code>`,
  ],
)}`;
}

const adviceOf = (advice?: Advice): Html => html`<p>${advice ? marked(`${advice.means} ${advice.todo}`) : ''}</p>`;

/** Our own text, in which names stand between backticks. */
function marked(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : html`${part}`));
}

const instance = ({ instanceId, name }: Told): Html => html`<code>${instanceId}</code><br>${name ?? ''}`;

function section<T>(title: string, heading: readonly string[], rows: readonly T[], cellsOf: (row: T) => Html[]): Html {
  if (rows.length === 0) return html``;
  return html`<h2>${title} (${rows.length})</h2>
<div class="scroll"><table><thead><tr>${heading.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${cellsOf(row).map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
}
