import type { Json } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { advance, type Happening } from '../execution/advance.ts';
import { describe } from '../execution/description.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';

/** From now on a task waits for the end of another execution, which may have come already. */
export function followChild(context: Context, parent: string, task: string, child: string, syncVersion: 1 | 2): void {
  executions.adopt(context.db, child, parent, task, syncVersion);
  const row = executions.find(context.db, child);
  if (row && row.status !== 'RUNNING') advance(context, parent, syncEnded(context, row));
}

/**
 * What a task of `states:startExecution.sync` is told of the execution it waits for; anything but success is
 * States.TaskFailed. Times are milliseconds since epoch. How `.sync:2` shows input and output is the task's business.
 * Source: Step Functions Developer Guide, "Start workflow executions from a task state in Step Functions".
 */
export function syncEnded(context: Context, row: ExecutionRow): Happening {
  const task = { type: 'task', id: row.parentTask ?? '' } as const;
  const description = describe(context, row, (time) => time);
  if (row.status !== 'SUCCEEDED')
    return { ...task, kind: 'failed', error: 'States.TaskFailed', cause: JSON.stringify(description) };
  const parsed = (text: string): Json => (row.syncVersion === 2 ? JSON.parse(text) : text);
  return {
    ...task,
    kind: 'succeeded',
    output: { ...description, Input: parsed(row.input), Output: parsed(row.output ?? 'null') },
  };
}
