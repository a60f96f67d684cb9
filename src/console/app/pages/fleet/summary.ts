/** What a fleet comes to, and what needs a person, with what to do. Pure. */

import { isFailure, type Reason } from '../../../../maintenance/rules/outcome.ts';
import { type Advice, outcomeAdvice, reasonAdvice } from '../../../../operator/fleet/advice.ts';
import { type Attention, attentions, type MachineLine } from '../../../../operator/fleet/machine-line.ts';

export interface Summary {
  readonly machines: number;
  /** verified, and not longer ago than the objective allows, where there is one */
  readonly within: number;
  readonly never: number;
  readonly oldest?: MachineLine;
  readonly needsAPerson: number;
  readonly alarms: number;
  readonly stale: number;
  readonly awake: number;
  readonly leased: number;
}

export function summaryOf(lines: readonly MachineLine[]): Summary {
  const count = (test: (line: MachineLine) => boolean) => lines.reduce((sum, line) => sum + (test(line) ? 1 : 0), 0);
  const oldest = lines.reduce<MachineLine | undefined>(
    (old, line) => ((line.days ?? -1) > (old?.days ?? -1) ? line : old),
    undefined,
  );
  return {
    machines: lines.length,
    within: count(({ days, isStale }) => days !== undefined && !isStale),
    never: count(({ days }) => days === undefined),
    oldest,
    needsAPerson: count(({ attention }) => attention === 'alarm' || attention === 'failed'),
    alarms: count(({ attention }) => attention === 'alarm'),
    stale: count(({ isStale }) => isStale === true),
    awake: count(({ state }) => state !== 'stopped'),
    leased: count(({ lease }) => lease !== undefined),
  };
}

/** Machines that need somebody for the same reason. */
export interface Concern {
  readonly key: string;
  readonly attention: Attention;
  readonly title: string;
  readonly advice: Advice;
  /** of the page's filter, to show these machines */
  readonly show: { readonly only?: string; readonly search?: string };
  readonly machines: readonly MachineLine[];
}

/** The most pressing first; of the same weight, that of the most machines. */
export function concernsOf(lines: readonly MachineLine[], objectiveDays: number | undefined): Concern[] {
  const groups = Map.groupBy(
    lines.filter(({ attention }) => attention),
    ({ attention, outcome, reason }) => (attention === 'failed' ? `${outcome} ${reason}` : (attention as string)),
  );
  return [...groups]
    .map(([key, machines]) => concern(key, machines, objectiveDays))
    .sort(
      (a, b) =>
        attentions.indexOf(a.attention) - attentions.indexOf(b.attention) || b.machines.length - a.machines.length,
    );
}

function concern(key: string, machines: readonly MachineLine[], objectiveDays: number | undefined): Concern {
  const [{ attention = 'stale', outcome, reason } = {} as MachineLine] = machines;
  if (attention === 'alarm')
    return { key, attention, machines, title: 'Left awake', advice: outcomeAdvice.LeftAwake, show: { only: 'alarm' } };
  if (attention === 'failed' && outcome && isFailure(outcome))
    return {
      key,
      attention,
      machines,
      title: key,
      advice: adviceOf(outcome, reason),
      show: { only: 'person', search: key },
    };
  return {
    key,
    attention,
    machines,
    title: `Longer than ${objectiveDays} days without a verified patch`,
    advice: {
      means: 'No run has proven them clean within the objective.',
      todo: 'Run now, or see why runs pass them over: what the next window would pass over says so in its line.',
    },
    show: { only: 'stale' },
  };
}

/** The reason says more than the outcome, where it is one that is known. */
export function adviceOf(outcome: keyof typeof outcomeAdvice, reason: string | undefined): Advice {
  return Object.hasOwn(reasonAdvice, reason ?? '') ? reasonAdvice[reason as Reason] : outcomeAdvice[outcome];
}
