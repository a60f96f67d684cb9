import type { ChildEffect, Effect, HistoryEffect, Snapshot } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { beginMapRun, endMapRun, redriveMapRun } from '../map-run/map-run.ts';
import { activityTasks } from '../rows/activities.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { tokens } from '../rows/tokens.ts';
import { advance } from './advance.ts';
import { finish } from './finish.ts';

/** The execution as it was before the step that asked for the effect. */
export interface Stepped {
  context: Context;
  row: ExecutionRow;
  before: Snapshot | undefined;
}

/** All but events of the history and child executions, which are written and asked for together. */
type SingleEffect = Exclude<Effect, ChildEffect | HistoryEffect>;

type Performers = {
  [T in SingleEffect['type']]: (stepped: Stepped, effect: Extract<SingleEffect, { type: T }>) => void;
};

/** What becomes of each effect of the interpreter, in the transaction of its step. */
const performers: Performers = {
  timer({ context, row }, { id, at }) {
    context.setTimer({ ...timerOf(row, id), at, payload: { execution: row.arn, id } });
  },
  cancelTimer({ context, row }, { id }) {
    context.cancelTimer(timerOf(row, id));
  },
  task({ context, row }, task) {
    if (task.taskToken) tokens.insert(context.db, task.taskToken, row.sequence, task.id);
    context.addEffect({
      service: 'states',
      name: 'task',
      key: task.idempotencyKey,
      payload: { execution: row.arn, task },
    });
  },
  cancelTask({ context, row }, { id }) {
    activityTasks.delete(context.db, row.sequence, id);
    for (const child of executions.runningOfTask(context.db, row.arn, id)) advance(context, child.arn, abandoned);
  },
  mapRun: beginMapRun,
  mapRunRedriven: redriveMapRun,
  mapRunEnded: endMapRun,
  /** Another transaction goes on, so that others have their turn even if an execution never waits. */
  continue({ context, row }) {
    context.addEffect({
      service: 'states',
      name: 'continue',
      key: `${row.sequence}/${row.revision}`,
      payload: { execution: row.arn },
    });
  },
  finished: finish,
};

/** Does what one effect asks for. */
export function perform(stepped: Stepped, effect: SingleEffect): void {
  (performers[effect.type] as (stepped: Stepped, effect: SingleEffect) => void)(stepped, effect);
}

const abandoned = { type: 'abort', cause: 'The execution that started this one no longer waits for it.' } as const;

/** The durable timer behind a timer of the interpreter. */
export function timerOf({ sequence }: ExecutionRow, id: string) {
  return { service: 'states', name: 'execution', key: `${sequence}/${id}` } as const;
}
