/**
 * The plots of a report as SVG, drawn here: no browser takes part, and no script is left in them. What comes from outside
 * (names, tags) goes into a plot as data and nowhere else, which Vega writes out as escaped text.
 */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { isFailure, type Outcome } from '../../maintenance/rules/outcome.ts';
import { daysWithoutProof, gravest } from '../../operator/fleet/attention.ts';
import type { Report, Told } from '../../operator/fleet/report.ts';

/** Of the palette of Okabe and Ito, which colour-blind people can tell apart too. */
const colours: Readonly<Record<Outcome, string>> = {
  LeftAwake: '#d55e00',
  PatchFailed: '#e69f00',
  WakeFailed: '#cc79a7',
  NonCompliant: '#f0e442',
  Skipped: '#999999',
  AlreadyCompliant: '#56b4e9',
  Patched: '#009e73',
};

/** Colours for those outcomes that there are. */
function byOutcome(values: readonly { outcome: Outcome }[]) {
  const domain = gravest.filter((outcome) => values.some((value) => value.outcome === outcome));
  return { domain, range: domain.map((outcome) => colours[outcome]) };
}

/** The phases of a maintenance, each from one of the times that its record has to the next one that it has. */
const phases = [
  ['boot', 'startedAt', '#56b4e9'],
  ['prepare', 'readyAt', '#bbbbbb'],
  ['patch', 'sentAt', '#009e73'],
  ['verify', 'patchedAt', '#e69f00'],
  ['stop', 'stoppingAt', '#0072b2'],
] as const satisfies readonly [string, keyof Told, string][];

/** The timeline shows so many instances. */
export const mostInTimeline = 60;

const config = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelLimit: 320, grid: false },
  legend: { labelFontSize: 12, labelLimit: 0, title: null, orient: 'bottom', columns: 3 },
} as const satisfies TopLevelSpec['config'];

const width = 340;

async function draw(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile(spec, { config });
  const view = new View(parse(compiled), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** How many instances came to each outcome. */
export function outcomesPlot({ totals: { outcomes } }: Report): Promise<string> {
  const values = gravest.map((outcome) => ({ outcome, instances: outcomes[outcome] }));
  const y = { field: 'outcome', type: 'nominal', sort: gravest, title: null } as const;
  const x = { field: 'instances', type: 'quantitative', axis: { tickMinStep: 1 } } as const;
  return draw({
    width,
    data: { values },
    layer: [
      {
        mark: 'bar',
        encoding: { y, x, color: { field: 'outcome', type: 'nominal', scale: byOutcome(values), legend: null } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { y, x, text: { field: 'instances', type: 'quantitative' } },
      },
    ],
  });
}

const ages = [
  ['proven in this run', 0],
  ['1 to 7', 7],
  ['8 to 14', 14],
  ['15 to 35', 35],
  ['36 to 90', 90],
  ['more than 90', Number.POSITIVE_INFINITY],
] as const;
const never = 'never proven';

/** How many days the instances are without a verified patch, at the end of the run. */
export function stalenessPlot({ instances, ended = '', totals }: Report): Promise<string> {
  const stale = new Set(totals.stale);
  const values = instances.map((told) => {
    const days = daysWithoutProof(told, new Date(ended));
    const age = days === undefined ? never : (ages.find(([, most]) => days <= most)?.[0] ?? never);
    return { age, stale: stale.has(told.instanceId) ? 'beyond the objective' : 'within the objective' };
  });
  return draw({
    width,
    data: { values },
    mark: 'bar',
    encoding: {
      y: {
        field: 'age',
        type: 'nominal',
        title: null,
        scale: { domain: [...ages.map(([age]) => age), never] },
        sort: null,
      },
      x: { aggregate: 'count', title: 'instances', axis: { tickMinStep: 1 } },
      color: {
        field: 'stale',
        type: 'nominal',
        scale: { domain: ['within the objective', 'beyond the objective'], range: ['#56b4e9', '#d55e00'] },
      },
    },
  });
}

/** For how long the instances that were woken were awake. */
export function awakePlot({ instances }: Report): Promise<string> {
  const values = instances
    .filter(({ awakeSeconds = 0 }) => awakeSeconds > 0)
    .map(({ awakeSeconds = 0, outcome }) => ({ minutes: awakeSeconds / 60, outcome }));
  return draw({
    width,
    height: 180,
    data: { values },
    mark: { type: 'bar', binSpacing: 1 },
    encoding: {
      x: { field: 'minutes', bin: { maxbins: 24 }, title: 'minutes awake', axis: { format: '~g' } },
      y: { aggregate: 'count', title: 'instances', axis: { tickMinStep: 1 } },
      color: { field: 'outcome', type: 'nominal', scale: byOutcome(values) },
    },
  });
}

const awake = ({ awakeSeconds = 0 }: Told) => awakeSeconds;

/** When which instance went through which phase: those that need a person, then the slowest. */
export function timelinePlot({ instances }: Report): Promise<string> {
  const shown = instances
    .filter(({ startedAt }) => startedAt)
    .sort((a, b) => Number(isFailure(b.outcome)) - Number(isFailure(a.outcome)) || awake(b) - awake(a))
    .slice(0, mostInTimeline);
  const values = shown.flatMap((told) => {
    const label = `${told.name ?? ''} ${told.instanceId}`.trim();
    const times = phases.flatMap(([phase, from]) => (told[from] ? [{ phase, from: Date.parse(told[from]) }] : []));
    const end = Date.parse(told.stoppedAt ?? told.now ?? told.stoppingAt ?? '');
    return times.map((time, index) => ({ label, ...time, to: times[index + 1]?.from ?? end }));
  });
  return draw({
    width: 720,
    height: { step: 18 },
    data: { values },
    mark: 'bar',
    encoding: {
      y: { field: 'label', type: 'nominal', title: null, sort: { field: 'from', op: 'min' } },
      x: { field: 'from', type: 'temporal', scale: { type: 'utc' }, axis: { title: 'UTC', format: '%H:%M' } },
      x2: { field: 'to' },
      color: {
        field: 'phase',
        type: 'nominal',
        sort: null,
        scale: { domain: phases.map(([phase]) => phase), range: phases.map(([, , colour]) => colour) },
      },
    },
  });
}
