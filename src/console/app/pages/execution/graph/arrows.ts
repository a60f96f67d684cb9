/** Where each state of a flow leads. Pure. */
import type { Flow, StateDefinition } from '../../../../../operator/executions/definition.ts';
import { conditionText } from './conditions.ts';

/** `catch` is gone when something fails; all others when it goes well. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'choice' | 'catch';
  /** the conditions, or the errors; empty for what always follows */
  readonly labels: readonly string[];
}

/** One arrow for all that leads from one state to another in the same way. */
export function arrowsOf({ States }: Flow): Arrow[] {
  const all = Object.entries(States).flatMap(([from, state]) => arrowsFrom(from, state));
  const joined = Map.groupBy(all, ({ from, to, kind }) => JSON.stringify([from, to, kind === 'catch']));
  return [...joined.values()].map((arrows) => ({ ...arrows[0]!, labels: arrows.flatMap(({ labels }) => labels) }));
}

function arrowsFrom(from: string, { Next, Choices = [], Default, Catch = [] }: StateDefinition): Arrow[] {
  return [
    ...(Next ? [{ from, to: Next, kind: 'next' as const, labels: [] }] : []),
    ...Choices.map((rule) => ({ from, to: rule.Next ?? '', kind: 'choice' as const, labels: [conditionText(rule)] })),
    ...(Default ? [{ from, to: Default, kind: 'choice' as const, labels: ['otherwise'] }] : []),
    ...Catch.map(({ ErrorEquals, Next: to }) => ({ from, to, kind: 'catch' as const, labels: [...ErrorEquals] })),
  ];
}

/** Whether a flow ends with a state, when all goes well. */
export const isEnd = ({ End, Type }: StateDefinition): boolean => End === true || Type === 'Succeed';

/** The states in the order in which they are come to, those that an error leads to last. */
export function inOrder(flow: Flow, arrows: readonly Arrow[]): string[] {
  const found = new Set<string>();
  const follow = (name: string, kinds: readonly Arrow['kind'][]) => {
    if (found.has(name) || !Object.hasOwn(flow.States, name)) return;
    found.add(name);
    for (const arrow of arrows) if (arrow.from === name && kinds.includes(arrow.kind)) follow(arrow.to, kinds);
  };
  follow(flow.StartAt, ['next', 'choice']);
  for (const { to, kind, from } of arrows) if (kind === 'catch' && found.has(from)) follow(to, ['next', 'choice']);
  for (const name of Object.keys(flow.States)) follow(name, ['next', 'choice', 'catch']);
  return [...found];
}
