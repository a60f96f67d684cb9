import { startRun as start } from '../../operator/fleet/start.ts';
import { type Action, maybe, text, texts } from '../view.ts';

/** What was started, as a page goes on from it. */
export interface Begun {
  /** whether it is one run of the fleet; else one execution for each machine */
  readonly fleet: boolean;
  readonly executionArns: readonly string[];
}

/** Starts a run of all that the stack selects, or the maintenance of some machines of it. */
export const startRun: Action<{ stack: string; instances?: readonly string[] }, Begun> = {
  input: { stack: text, instances: maybe(texts) },
  async carryOut({ clients }, { stack, instances }) {
    const { fleet, executions } = await start(clients, stack, instances);
    return { fleet, executionArns: executions.map(({ executionArn }) => executionArn) };
  },
};
