import type { Json } from '../../../asl/index.ts';
import type { Commit } from '../../service.ts';
import { advance } from './execution.ts';
import { executions } from './rows.ts';

/** An execution ended for which a task of another waits. */
export interface ChildPayload {
  /** ARN of the execution that waits, the id of its task, ARN of the one that ended */
  parent: string;
  task: string;
  child: string;
}

/**
 * Tells the task that waits what became of the execution it started; anything but success is States.TaskFailed.
 * Source: Step Functions Developer Guide, "Start workflow executions from a task state in Step Functions".
 */
export async function childFinished({ parent, task, child }: ChildPayload): Promise<Commit> {
  return (context) => {
    const row = executions.find(context.db, child);
    const waiting = executions.find(context.db, parent);
    if (!row || !waiting) return;
    const description: Json = {
      ExecutionArn: row.arn,
      Input: row.input,
      InputDetails: { Included: true },
      Name: row.name,
      StartDate: row.startedAt,
      StateMachineArn: row.machineArn,
      Status: row.status,
      StopDate: row.stoppedAt,
      ...(row.output === null ? {} : { Output: row.output, OutputDetails: { Included: true } }),
      ...(row.error === null ? {} : { Error: row.error }),
      ...(row.cause === null ? {} : { Cause: row.cause }),
    };
    if (row.status === 'SUCCEEDED')
      advance(context, parent, { type: 'task', id: task, kind: 'succeeded', output: description });
    else
      advance(context, parent, {
        type: 'task',
        id: task,
        kind: 'failed',
        error: 'States.TaskFailed',
        cause: JSON.stringify(description),
      });
  };
}
