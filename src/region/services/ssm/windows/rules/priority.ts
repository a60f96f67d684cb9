import { isOver, type Status } from './status.ts';

/**
 * The tasks whose turn it is: of those that are not over, the ones of the lowest number.
 * "Tasks in a maintenance window are scheduled in priority order with tasks that have the same priority scheduled in
 * parallel" (RegisterTaskWithMaintenanceWindow). That one failed holds up none.
 */
export function dueTasks<Task extends { status: Status; task: { Priority: number } }>(tasks: readonly Task[]): Task[] {
  const open = tasks.filter(({ status }) => !isOver(status));
  const first = Math.min(...open.map(({ task }) => task.Priority));
  return open.filter(({ task }) => task.Priority === first);
}
