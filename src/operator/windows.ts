/** The maintenance window of a stack: opening it, and finding what it started. */
import {
  paginateDescribeMaintenanceWindowExecutionTaskInvocations as invocationsOf,
  type MaintenanceWindowExecution,
  paginateDescribeMaintenanceWindowExecutions,
  paginateDescribeMaintenanceWindowExecutionTasks,
} from '@aws-sdk/client-ssm';
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

/** A window as it stands. */
export interface StandingWindow {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** its expression and time zone */
  readonly schedule: string;
  /** when it opens next, as Systems Manager has it */
  readonly next?: string;
}

export async function standingWindow({ ssm }: Clients, WindowId: string): Promise<StandingWindow> {
  const window = await ssm.getMaintenanceWindow({ WindowId });
  return {
    id: WindowId,
    name: window.Name ?? '',
    enabled: window.Enabled ?? false,
    schedule: `${window.Schedule} ${window.ScheduleTimezone ?? 'UTC'}`,
    next: window.NextExecutionTime,
  };
}

/** The newest first, at most so many. */
export async function executionsOf(
  { ssm: client }: Clients,
  WindowId: string,
  most = 50,
): Promise<MaintenanceWindowExecution[]> {
  const found: MaintenanceWindowExecution[] = [];
  for await (const { WindowExecutions = [] } of paginateDescribeMaintenanceWindowExecutions({ client }, { WindowId })) {
    found.push(...WindowExecutions);
    // They come the newest first, as AWS has them; nowhere is that promised, so that they are sorted nevertheless.
    if (found.length >= most) break;
  }
  return found.sort((a, b) => (b.StartTime?.getTime() ?? 0) - (a.StartTime?.getTime() ?? 0)).slice(0, most);
}

/** What an execution of a window has started until now. */
export interface Begun {
  /** of executions of state machines */
  readonly arns: readonly string[];
  /** why the task could start none, in the window's words */
  readonly refused?: string;
}

export async function startedBy({ ssm: client }: Clients, WindowExecutionId: string): Promise<Begun> {
  const arns: string[] = [];
  let refused: string | undefined;
  for await (const { WindowExecutionTaskIdentities: tasks = [] } of paginateDescribeMaintenanceWindowExecutionTasks(
    { client },
    { WindowExecutionId },
  ))
    for (const { TaskExecutionId: TaskId } of tasks)
      for await (const { WindowExecutionTaskInvocationIdentities: invocations = [] } of invocationsOf(
        { client },
        { WindowExecutionId, TaskId },
      ))
        for (const { ExecutionId, Status, StatusDetails } of invocations) {
          if (ExecutionId) arns.push(ExecutionId);
          else if (Status === 'FAILED') refused ??= StatusDetails ?? Status;
        }
  return { arns, refused };
}

/**
 * The executions of the workflow that an execution of a window started: one for each target.
 * @throws Failure when the window ended without starting any
 */
export async function workflowsOf(
  clients: Clients,
  WindowExecutionId: string,
  signal?: AbortSignal,
): Promise<string[]> {
  return poll(async () => {
    const { Status, StatusDetails } = await clients.ssm.getMaintenanceWindowExecution({ WindowExecutionId });
    const { arns, refused } = await startedBy(clients, WindowExecutionId);
    if (refused !== undefined) throw new Failure(`The window's task could not start the workflow: ${refused}`);
    if (arns.length > 0) return [...arns];
    if (Status === 'PENDING' || Status === 'IN_PROGRESS') return undefined;
    throw new Failure(`The window opened and ended as ${Status} without starting the workflow: ${StatusDetails ?? ''}`);
  }, signal);
}
