/**
 * What an execution of a window, of a task, and an invocation come to.
 * Source: Systems Manager API Reference, "RegisterTaskWithMaintenanceWindow" (CutoffBehavior) and
 * "CancelMaintenanceWindowExecution"; the messages are AWS's own where it is known what AWS says.
 */
import type { MaintenanceWindowExecutionStatus } from '@aws-sdk/client-ssm';

export type Status = MaintenanceWindowExecutionStatus;

/** Number of invocations by status; what is not there is none. */
export type Counts = Readonly<Partial<Record<Status, number>>>;

/** How something ended, and the message with it. */
export interface Outcome {
  readonly status: Status;
  readonly details?: string | undefined;
}

const underWay: readonly Status[] = ['PENDING', 'IN_PROGRESS', 'CANCELLING'];

export const isOver = (status: Status): boolean => !underWay.includes(status);

/** Of a task all of whose invocations are over. @param cutOff whether the cutoff came before it was complete */
export function taskOutcome(counts: Counts, cutOff: boolean): Outcome {
  if (cutOff)
    return { status: 'TIMED_OUT', details: 'The cutoff of the maintenance window came before the task was complete.' };
  const failed = counts.FAILED ?? 0;
  if (failed > 0) return { status: 'FAILED', details: `${failed} of ${total(counts)} invocations failed.` };
  if (counts.TIMED_OUT) return { status: 'TIMED_OUT', details: 'One or more invocations timed out.' };
  if (counts.CANCELLED) return { status: 'CANCELLED', details: 'One or more invocations were cancelled.' };
  return total(counts) === 0 ? { status: 'SUCCESS', details: 'No invocations to execute.' } : { status: 'SUCCESS' };
}

/** Of an execution all of whose tasks are over. @param status its own until now */
export function executionOutcome(tasks: readonly Status[], status: Status): Outcome {
  if (status === 'CANCELLING')
    return { status: 'CANCELLED', details: 'The maintenance window execution was cancelled.' };
  if (tasks.length === 0) return { status: 'SUCCESS', details: 'No tasks to execute.' };
  if (tasks.includes('FAILED')) return { status: 'FAILED', details: 'One or more tasks in the orchestration failed.' };
  if (tasks.includes('TIMED_OUT')) return { status: 'TIMED_OUT', details: 'One or more tasks timed out.' };
  if (tasks.includes('CANCELLED')) return { status: 'CANCELLED', details: 'One or more tasks were cancelled.' };
  return { status: 'SUCCESS' };
}

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
