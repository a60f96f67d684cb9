/** Finding events in a history. Pure. */
import type { EventLine } from '../../../../../operator/executions/event-line.ts';

export const kinds = {
  all: { name: 'All events', fits: () => true },
  states: { name: 'States entered and left', fits: ({ type }: EventLine) => /State(Entered|Exited)$/.test(type) },
  work: {
    name: 'Work of tasks and Map Runs',
    fits: ({ type }: EventLine) => /^(Task|LambdaFunction|Activity|MapRun|MapIteration)(?!State)/.test(type),
  },
  failures: { name: 'Failures', fits: ({ isFailure }: EventLine) => isFailure },
} as const;

export type Kind = keyof typeof kinds;

export interface Filter {
  readonly kind: Kind;
  /** what must be in the state's name, the type or the text, whatever the case */
  readonly words: string;
  /** events of one state alone */
  readonly state?: string;
}

export function filtered(events: readonly EventLine[], { kind, words, state }: Filter): readonly EventLine[] {
  const wanted = words.trim().toLowerCase();
  if (kind === 'all' && wanted === '' && state === undefined) return events;
  return events.filter(
    (event) =>
      kinds[kind].fits(event) &&
      (state === undefined || event.state === state) &&
      (wanted === '' || `${event.state ?? ''} ${event.type} ${event.text}`.toLowerCase().includes(wanted)),
  );
}
