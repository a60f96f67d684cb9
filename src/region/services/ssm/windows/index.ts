import type { Operation, Service } from '../../../service.ts';
import { CancelMaintenanceWindowExecution } from '../operations/CancelMaintenanceWindowExecution.ts';
import { CreateMaintenanceWindow } from '../operations/CreateMaintenanceWindow.ts';
import { DeleteMaintenanceWindow } from '../operations/DeleteMaintenanceWindow.ts';
import { DeregisterTargetFromMaintenanceWindow } from '../operations/DeregisterTargetFromMaintenanceWindow.ts';
import { DeregisterTaskFromMaintenanceWindow } from '../operations/DeregisterTaskFromMaintenanceWindow.ts';
import { DescribeMaintenanceWindowExecutions } from '../operations/DescribeMaintenanceWindowExecutions.ts';
import { DescribeMaintenanceWindowExecutionTaskInvocations } from '../operations/DescribeMaintenanceWindowExecutionTaskInvocations.ts';
import { DescribeMaintenanceWindowExecutionTasks } from '../operations/DescribeMaintenanceWindowExecutionTasks.ts';
import { DescribeMaintenanceWindowSchedule } from '../operations/DescribeMaintenanceWindowSchedule.ts';
import { DescribeMaintenanceWindows } from '../operations/DescribeMaintenanceWindows.ts';
import { DescribeMaintenanceWindowsForTarget } from '../operations/DescribeMaintenanceWindowsForTarget.ts';
import { DescribeMaintenanceWindowTargets } from '../operations/DescribeMaintenanceWindowTargets.ts';
import { DescribeMaintenanceWindowTasks } from '../operations/DescribeMaintenanceWindowTasks.ts';
import { GetMaintenanceWindow } from '../operations/GetMaintenanceWindow.ts';
import { GetMaintenanceWindowExecution } from '../operations/GetMaintenanceWindowExecution.ts';
import { GetMaintenanceWindowExecutionTask } from '../operations/GetMaintenanceWindowExecutionTask.ts';
import { GetMaintenanceWindowExecutionTaskInvocation } from '../operations/GetMaintenanceWindowExecutionTaskInvocation.ts';
import { GetMaintenanceWindowTask } from '../operations/GetMaintenanceWindowTask.ts';
import { RegisterTargetWithMaintenanceWindow } from '../operations/RegisterTargetWithMaintenanceWindow.ts';
import { RegisterTaskWithMaintenanceWindow } from '../operations/RegisterTaskWithMaintenanceWindow.ts';
import { UpdateMaintenanceWindow } from '../operations/UpdateMaintenanceWindow.ts';
import { UpdateMaintenanceWindowTarget } from '../operations/UpdateMaintenanceWindowTarget.ts';
import { UpdateMaintenanceWindowTask } from '../operations/UpdateMaintenanceWindowTask.ts';
import { closeWindow, cutOffWindow } from './run/close.ts';
import { invokeWindowFunction } from './run/invoke-function.ts';
import { openWindow } from './run/open.ts';

export { windowMigrations } from './rows/migrations.ts';
export { windowEvents } from './run/follow.ts';

export const windowOperations: Readonly<Record<string, Operation>> = {
  CancelMaintenanceWindowExecution,
  CreateMaintenanceWindow,
  DeleteMaintenanceWindow,
  DeregisterTargetFromMaintenanceWindow,
  DeregisterTaskFromMaintenanceWindow,
  DescribeMaintenanceWindowExecutions,
  DescribeMaintenanceWindowExecutionTaskInvocations,
  DescribeMaintenanceWindowExecutionTasks,
  DescribeMaintenanceWindowSchedule,
  DescribeMaintenanceWindows,
  DescribeMaintenanceWindowsForTarget,
  DescribeMaintenanceWindowTargets,
  DescribeMaintenanceWindowTasks,
  GetMaintenanceWindow,
  GetMaintenanceWindowExecution,
  GetMaintenanceWindowExecutionTask,
  GetMaintenanceWindowExecutionTaskInvocation,
  GetMaintenanceWindowTask,
  RegisterTargetWithMaintenanceWindow,
  RegisterTaskWithMaintenanceWindow,
  UpdateMaintenanceWindow,
  UpdateMaintenanceWindowTarget,
  UpdateMaintenanceWindowTask,
};

export const windowTimers: NonNullable<Service['timers']> = { openWindow, cutOffWindow, closeWindow };

export const windowEffects: NonNullable<Service['effects']> = { invokeWindowFunction };

/**
 * What the service-linked role allows for the tasks of windows. Source: User Guide, "AWS managed policy:
 * AmazonSSMServiceRolePolicy"; that it reaches only names that begin with SSM is held in `run/principal.ts`.
 */
export const windowLinkedActions: readonly string[] = [
  'lambda:InvokeFunction',
  'states:DescribeExecution',
  'states:StartExecution',
];
