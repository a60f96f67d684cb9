/** The maintenance window of a stack: opening it, and finding what it started. */
import type { MaintenanceWindowExecution } from '@aws-sdk/client-ssm';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';
import { poll } from './poll.ts';

/**
 * Opens a window with a rate schedule now: disabling and enabling it starts its rate anew, and with it the window.
 * @returns the window's new execution, once there is one
 * @throws Failure for a window with another schedule, which opens when its time comes
 */
export async function openWindow(
  clients: Clients,
  WindowId: string,
  signal?: AbortSignal,
): Promise<MaintenanceWindowExecution> {
  const { ssm } = clients;
  const { Schedule = '' } = await ssm.getMaintenanceWindow({ WindowId });
  if (!Schedule.startsWith('rate('))
    throw new Failure(
      `The window ${WindowId} has the schedule ${Schedule}, and only a rate() begins anew. Start the workflow itself with 'wakepatch run --instances i-…'.`,
    );
  const before = new Set((await executionsOf(clients, WindowId)).map(({ WindowExecutionId: id }) => id));
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: true });
  return poll(
    async () => (await executionsOf(clients, WindowId)).find(({ WindowExecutionId: id }) => !before.has(id)),
    signal,
  );
}

/** Disables a window and waits until nothing that it began is under way, so that what comes next has the machine to itself. */
export async function quietWindow(clients: Clients, WindowId: string, signal?: AbortSignal): Promise<void> {
  await clients.ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  const isUnderWay = ({ Status }: MaintenanceWindowExecution) => Status === 'PENDING' || Status === 'IN_PROGRESS';
  await poll(async () => ((await executionsOf(clients, WindowId)).some(isUnderWay) ? undefined : true), signal);
}

/** The newest first. */
export async function executionsOf({ ssm }: Clients, WindowId: string): Promise<MaintenanceWindowExecution[]> {
  const { WindowExecutions = [] } = await ssm.describeMaintenanceWindowExecutions({ WindowId });
  return WindowExecutions.sort((a, b) => (b.StartTime?.getTime() ?? 0) - (a.StartTime?.getTime() ?? 0));
}

/**
 * The executions of the workflow that an execution of a window started: one for each target.
 * @throws Failure when the window ended without starting any
 */
export async function workflowsOf(
  clients: Clients,
  windowExecutionId: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const { ssm } = clients;
  return poll(async () => {
    const WindowExecutionId = windowExecutionId;
    const { Status, StatusDetails } = await ssm.getMaintenanceWindowExecution({ WindowExecutionId });
    const { WindowExecutionTaskIdentities: tasks = [] } = await ssm.describeMaintenanceWindowExecutionTasks({
      WindowExecutionId,
    });
    const started: string[] = [];
    for (const { TaskExecutionId: TaskId } of tasks) {
      const { WindowExecutionTaskInvocationIdentities: invocations = [] } =
        await ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId });
      for (const { ExecutionId, Status: status, StatusDetails: details } of invocations) {
        if (ExecutionId) started.push(ExecutionId);
        else if (status === 'FAILED') throw new Failure(`The window's task could not start the workflow: ${details}`);
      }
    }
    if (started.length > 0) return started;
    if (Status === 'PENDING' || Status === 'IN_PROGRESS') return undefined;
    throw new Failure(`The window opened and ended as ${Status} without starting the workflow: ${StatusDetails ?? ''}`);
  }, signal);
}
