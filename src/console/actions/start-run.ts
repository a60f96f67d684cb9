import { type Begun, startRun as start } from '../../operator/fleet/start.ts';
import { type Action, maybe, text, texts } from '../view.ts';

/** Starts a run of all that the stack selects, or the maintenance of some machines of it. */
export const startRun: Action<{ stack: string; instances?: readonly string[] }, Begun> = {
  input: { stack: text, instances: maybe(texts) },
  carryOut: ({ clients }, { stack, instances }) => start(clients, stack, instances),
};
