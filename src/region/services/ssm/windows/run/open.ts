/** When windows open, and what becomes of each opening. */
import type { Context } from '../../../../service.ts';
import { type Execution, executions, taskExecutions } from '../rows/executions.ts';
import { windowTasks } from '../rows/registrations.ts';
import { findWindow, type Window } from '../rows/windows.ts';
import { openingOf, periodOf } from '../rules/opening.ts';
import type { Outcome } from '../rules/status.ts';
import { openings } from '../schedule.ts';
import { tellExecution, tellTaskExecution } from './notices.ts';
import { advance } from './progress.ts';

/** How long what came of openings is kept. Source: "AWS Systems Manager endpoints and quotas": 30 days. */
const retention = 30 * 24 * 3_600_000;

/**
 * Opens a window for each of its openings after that instant that is due by now, and sets the timer for the next one.
 *
 * A rate counts from the window's creation, so its first opening is due at once: it happens in the very transaction that
 * makes the window, before any task can be registered with it. The same goes for one that is enabled again.
 * @param after milliseconds since epoch
 */
export function keepOpening(context: Context, window: Window, after: number): void {
  const timer = { service: 'ssm', name: 'openWindow', key: window.id } as const;
  for (const at of openings(window, after)) {
    if (at > context.now) {
      context.setTimer({ ...timer, at, payload: { windowId: window.id, at } });
      return;
    }
    open(context, window, at);
  }
  context.cancelTimer(timer);
}

/** The timer of a window: an opening is due, and perhaps more of them, if the Region was down. */
export function openWindow({ windowId, at }: { windowId: string; at: number }, context: Context): void {
  const window = findWindow(context.db, windowId);
  if (window) keepOpening(context, window, at - 1);
}

/** What is written down of an opening that does not happen. */
const notHappened: Record<'missed' | 'overlapping', Outcome> = {
  missed: {
    status: 'TIMED_OUT',
    details: 'Missed: the Region was not running between the opening of the maintenance window and its cutoff.',
  },
  overlapping: {
    status: 'SKIPPED_OVERLAPPING',
    details: 'Skipped: an earlier execution of the maintenance window was still in progress.',
  },
};

function open(context: Context, window: Window, at: number): void {
  executions.deleteEndedBefore(context.db, context.now - retention);
  const { cutoffAt, closesAt } = periodOf(at, window.details);
  const running = executions.underWay(context.db, window.id) !== undefined;
  const what = openingOf({ now: context.now, cutoffAt }, running);
  const execution: Execution = {
    id: context.uuid(),
    windowId: window.id,
    status: 'IN_PROGRESS',
    statusDetails: null,
    startedAt: context.now,
    endedAt: null,
    cutoffAt,
    closesAt,
  };
  if (what === 'open') {
    begin(context, execution);
    return;
  }
  const { status, details = null } = notHappened[what];
  const times = what === 'missed' ? { startedAt: at, endedAt: cutoffAt } : { endedAt: context.now };
  const ended = { ...execution, status, statusDetails: details, ...times };
  executions.insert(context.db, ended);
  tellExecution(context, ended);
}

/** The tasks are taken as they are now; what is changed later is for the next opening. */
function begin(context: Context, execution: Execution): void {
  executions.insert(context.db, execution);
  tellExecution(context, execution);
  const payload = { executionId: execution.id };
  context.setTimer({ service: 'ssm', name: 'cutOffWindow', key: execution.id, at: execution.cutoffAt, payload });
  context.setTimer({ service: 'ssm', name: 'closeWindow', key: execution.id, at: execution.closesAt, payload });
  const tasks = windowTasks.of(context.db, execution.windowId);
  for (const { id, details } of tasks.sort((a, b) => a.details.Priority - b.details.Priority)) {
    const task = {
      id: context.uuid(),
      executionId: execution.id,
      windowTaskId: id,
      status: 'PENDING',
      statusDetails: null,
      startedAt: null,
      endedAt: null,
      cutOff: false,
      task: details,
    } as const;
    taskExecutions.insert(context.db, task);
    tellTaskExecution(context, execution.windowId, task);
  }
  advance(context, execution.id);
}
