/** Which machines of a run are shown, and in which order. Pure. */
import { OUTCOMES, type Outcome } from '../../../../maintenance/rules/outcome.ts';
import type { Machine } from '../../../../operator/timeline/machine.ts';

/** What a machine came to, or how it stands. */
export type Kind = Outcome | 'underWay' | 'waiting' | 'unknown';

export function kindOf({ outcome, standing }: Machine): Kind {
  if (standing === 'underWay' || standing === 'waiting') return standing;
  return outcome ?? 'unknown';
}

/** The gravest first; what goes on is what people look for next. */
const kinds: readonly Kind[] = [
  ...['LeftAwake', 'PatchFailed', 'WakeFailed', 'NonCompliant'],
  ...['underWay', 'Patched', 'AlreadyCompliant', 'waiting', 'Skipped', 'unknown'],
] as Kind[];

export const words: Readonly<Record<Kind, string>> = {
  ...(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, outcome])) as Record<Outcome, string>),
  underWay: 'Under way',
  waiting: 'Waiting',
  unknown: 'Unknown',
};

/** Each kind that there is, with how many machines it has; the gravest first. */
export function countsOf(machines: readonly Machine[]): { kind: Kind; count: number }[] {
  const counts = new Map<Kind, number>();
  for (const machine of machines) counts.set(kindOf(machine), (counts.get(kindOf(machine)) ?? 0) + 1);
  return kinds.flatMap((kind) => (counts.has(kind) ? [{ kind, count: counts.get(kind)! }] : []));
}

export const orders = {
  plan: 'in the order of the plan',
  start: 'by when it began',
  duration: 'longest first',
  outcome: 'gravest first',
} as const;
export type Order = keyof typeof orders;

const began = ({ marks }: Machine) => marks[0]?.at ?? Number.POSITIVE_INFINITY;
const lasted = ({ marks, end }: Machine, now: number) => (marks[0] ? (end ?? now) - marks[0].at : -1);
const grave = (machine: Machine) => kinds.indexOf(kindOf(machine));

export interface Choice {
  readonly order: Order;
  /** only these; none: all */
  readonly kinds: ReadonlySet<Kind>;
  /** in the id, the name or the reason */
  readonly text: string;
}

/** @param machines in the order of the plan */
export function choose(machines: readonly Machine[], { order, kinds, text }: Choice, now: number): Machine[] {
  const wanted = text.trim().toLowerCase();
  const found = machines.filter(
    (machine) =>
      (kinds.size === 0 || kinds.has(kindOf(machine))) &&
      (!wanted ||
        [machine.instanceId, machine.name, machine.reason].some((each) => each?.toLowerCase().includes(wanted))),
  );
  const compare: Record<Order, ((a: Machine, b: Machine) => number) | undefined> = {
    plan: undefined,
    start: (a, b) => compareNumbers(began(a), began(b)),
    duration: (a, b) => lasted(b, now) - lasted(a, now),
    outcome: (a, b) => grave(a) - grave(b) || compareNumbers(began(a), began(b)),
  };
  const by = compare[order];
  return by ? found.sort(by) : found;
}

/** Infinities are equal to each other. */
const compareNumbers = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
