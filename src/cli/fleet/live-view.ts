/** A run that is followed as a table for a terminal: a row for each machine where there is room, else for those that matter. */
import { isFailure } from '../../maintenance/rules/outcome.ts';
import type { Machine, Standing } from '../../operator/fleet/follow.ts';
import type { LiveLine } from '../live.ts';
import { plain } from '../plain.ts';
import { aligned } from '../table.ts';
import { duration } from '../times.ts';

export interface View {
  /** lines that there is room for */
  readonly rows: number;
  /** at the endpoint */
  readonly now: Date;
  /** seconds since following began */
  readonly following: number;
}

/** What a person looks for first: what is being done, what went wrong, what was done last, what is yet to come. */
export function liveView(standing: Standing, { rows, now, following }: View): LiveLine[] {
  const { machines } = standing;
  const room = Math.max(1, rows - 3);
  const shown = machines.length <= room ? machines : mostTelling(machines).slice(0, room - 1);
  const hidden = new Set(shown.map(({ instanceId }) => instanceId));
  const rest = machines.filter(({ instanceId }) => !hidden.has(instanceId));
  const [heading = '', ...lines] = aligned([
    ['instance', 'name', 'phase', 'elapsed', 'outcome'],
    ...shown.map((machine) => cellsOf(machine, now)),
  ]);
  return [
    { text: summary(standing, following), style: 'bold' },
    ...(shown.length ? [{ text: heading, style: 'dim' } as const] : []),
    ...lines.map((text, index) => ({ text, style: styleOf(shown[index]!) })),
    ...(rest.length ? [{ text: `… and ${rest.length} more: ${countsOf(rest)}`, style: 'dim' } as const] : []),
  ];
}

/** `[#####---------------] 12 of 40 done, 1 failed, 5 under way, 23 waiting, for 1 min 5 s` */
function summary({ total, done, failed, working, machines }: Standing, following: number): string {
  const all = total ?? machines.length;
  const width = 20;
  const full = all === 0 ? 0 : Math.floor((Math.min(done, all) / all) * width);
  const bar = `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
  const waiting = Math.max(0, all - done - working);
  return [
    `${bar} ${done} of ${total ?? '?'} done`,
    `${failed} failed`,
    `${working} under way`,
    `${waiting} waiting`,
    `for ${duration(following)}`,
  ].join(', ');
}

const rank = ({ phase, told }: Machine) => {
  if (phase !== undefined) return 0;
  if (told && isFailure(told.outcome)) return 1;
  return told ? 2 : 3;
};

/** Of those that have ended the last first. */
function mostTelling(machines: readonly Machine[]): Machine[] {
  return machines
    .map((machine, index) => ({ machine, index }))
    .sort(
      (a, b) =>
        rank(a.machine) - rank(b.machine) ||
        (b.machine.told?.now ?? '').localeCompare(a.machine.told?.now ?? '') ||
        a.index - b.index,
    )
    .map(({ machine }) => machine);
}

function cellsOf({ instanceId, name = '', phase, began, told }: Machine, now: Date): string[] {
  const elapsed = told?.awakeSeconds ?? (began && (now.getTime() - began.getTime()) / 1000);
  return [
    instanceId,
    plain(name),
    phase ?? (told ? 'ended' : 'waiting'),
    elapsed === undefined ? '' : duration(elapsed),
    told ? `${told.outcome}, ${plain(told.reason)}` : '',
  ];
}

function styleOf({ phase, told }: Machine): LiveLine['style'] {
  if (told) return isFailure(told.outcome) ? 'red' : 'green';
  return phase === undefined ? 'dim' : undefined;
}

/** `31 Patched, 2 WakeFailed, 960 waiting` */
function countsOf(machines: readonly Machine[]): string {
  const counts = Map.groupBy(
    machines,
    ({ phase, told }) => told?.outcome ?? (phase === undefined ? 'waiting' : 'under way'),
  );
  return [...counts].map(([what, { length }]) => `${length} ${what}`).join(', ');
}
