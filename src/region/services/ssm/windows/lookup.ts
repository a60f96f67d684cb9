/** What an operation names has to be there. */
import type { Database } from '../../../store/database.ts';
import * as errors from './errors.ts';
import { type Execution, executions, type TaskExecution, taskExecutions } from './rows/executions.ts';
import { type Invocation, invocations } from './rows/invocations.ts';
import { type WindowTarget, type WindowTask, windowTargets, windowTasks } from './rows/registrations.ts';
import { findWindow, type Window } from './rows/windows.ts';

/** @throws WireError DoesNotExistException, as all of these */
export function windowNamed(db: Database, id: string): Window {
  const found = findWindow(db, id);
  if (!found) throw errors.windowDoesNotExist(id);
  return found;
}

export function targetNamed(db: Database, windowId: string, id: string): WindowTarget {
  const found = windowTargets.find(db, windowNamed(db, windowId).id, id);
  if (!found) throw errors.targetDoesNotExist(id);
  return found;
}

export function taskNamed(db: Database, windowId: string, id: string): WindowTask {
  const found = windowTasks.find(db, windowNamed(db, windowId).id, id);
  if (!found) throw errors.taskDoesNotExist(id);
  return found;
}

export function executionNamed(db: Database, id: string): Execution {
  const found = executions.find(db, id);
  if (!found) throw errors.executionDoesNotExist(id);
  return found;
}

/** @param id TaskId of the operations on executions: that of the task's execution */
export function taskExecutionNamed(db: Database, executionId: string, id: string): TaskExecution {
  const found = taskExecutions.find(db, id);
  if (found?.executionId !== executionNamed(db, executionId).id) throw errors.taskExecutionDoesNotExist(id);
  return found;
}

export function invocationNamed(db: Database, taskExecutionId: string, id: string): Invocation {
  const found = invocations.find(db, id);
  if (found?.taskExecutionId !== taskExecutionId) throw errors.invocationDoesNotExist(id);
  return found;
}
