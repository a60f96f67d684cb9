/** Windows, targets, tasks and what came of them, in the shapes of the API. */
import type {
  GetMaintenanceWindowResult,
  MaintenanceWindowExecution,
  MaintenanceWindowExecutionTaskInvocationIdentity,
  MaintenanceWindowTarget,
  MaintenanceWindowTaskInvocationParameters,
} from '@aws-sdk/client-ssm';
import { globalArn, type Place } from '../../../arn.ts';
import type { Execution, TaskExecution } from './rows/executions.ts';
import type { Invocation } from './rows/invocations.ts';
import type { InvocationParameters, TaskDetails, WindowTarget, WindowTask } from './rows/registrations.ts';
import type { Window } from './rows/windows.ts';
import { nextOpening, timeIn } from './schedule.ts';

export function describeWindow(
  window: Window,
  now: number,
): Omit<GetMaintenanceWindowResult, 'CreatedDate' | 'ModifiedDate'> {
  const next = nextOpening(window, now);
  return {
    WindowId: window.id,
    ...window.details,
    Enabled: window.enabled,
    NextExecutionTime: next === undefined ? undefined : timeIn(next, window.details.ScheduleTimezone),
  };
}

export function describeTarget({ id, windowId, details }: WindowTarget): MaintenanceWindowTarget {
  return { WindowId: windowId, WindowTargetId: id, ...details, Targets: [...details.Targets] };
}

/** All of a task; what the operations leave out of it differs. */
export function describeTask({ id, windowId, details }: WindowTask, place: Place) {
  return {
    WindowId: windowId,
    WindowTaskId: id,
    ...details,
    Targets: [...details.Targets],
    ServiceRoleArn: roleOf(details, place),
    TaskInvocationParameters: describeParameters(details.TaskInvocationParameters),
  };
}

/** Who acts for a task: its role, or else the service-linked role. */
export const roleOf = ({ ServiceRoleArn }: Pick<TaskDetails, 'ServiceRoleArn'>, place: Place): string =>
  ServiceRoleArn ?? serviceLinkedRole(place);

export const serviceLinkedRole = (place: Place): string =>
  globalArn(place, 'iam', 'role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM');

function describeParameters(
  parameters: InvocationParameters | undefined,
): MaintenanceWindowTaskInvocationParameters | undefined {
  if (parameters === undefined) return undefined;
  const { Lambda, ...others } = parameters;
  const Payload = Lambda?.Payload === undefined ? undefined : Uint8Array.from(Buffer.from(Lambda.Payload));
  return {
    ...(others as MaintenanceWindowTaskInvocationParameters),
    ...(Lambda && { Lambda: { ...Lambda, Payload } }),
  };
}

interface Ended {
  readonly status: Execution['status'];
  readonly statusDetails: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

const describeStatus = ({ status, statusDetails, startedAt, endedAt }: Ended) => ({
  Status: status,
  StatusDetails: statusDetails ?? undefined,
  StartTime: startedAt === null ? undefined : new Date(startedAt),
  EndTime: endedAt === null ? undefined : new Date(endedAt),
});

export function describeExecution(execution: Execution): MaintenanceWindowExecution {
  return { WindowId: execution.windowId, WindowExecutionId: execution.id, ...describeStatus(execution) };
}

export function describeTaskExecution(execution: TaskExecution) {
  return {
    WindowExecutionId: execution.executionId,
    TaskExecutionId: execution.id,
    TaskArn: execution.task.TaskArn,
    ...describeStatus(execution),
  };
}

export function describeInvocation(
  invocation: Invocation,
  { executionId, task }: TaskExecution,
): MaintenanceWindowExecutionTaskInvocationIdentity {
  return {
    WindowExecutionId: executionId,
    TaskExecutionId: invocation.taskExecutionId,
    InvocationId: invocation.id,
    ExecutionId: invocation.followed ?? undefined,
    TaskType: task.TaskType,
    Parameters: invocation.parameters ?? undefined,
    ...describeStatus(invocation),
    OwnerInformation: invocation.ownerInformation ?? undefined,
    WindowTargetId: invocation.windowTargetId ?? undefined,
  };
}
