import type { Failure } from '../errors.ts';
import type { TaskReported } from '../event.ts';
import { failureDetails, outputDetails, record } from '../history.ts';
import type { Integration } from '../integrations.ts';
import type { State } from '../machine.ts';
import { cancelTimer, type Run } from '../run.ts';
import type { Frame, WaitingForTask } from '../snapshot.ts';
import { completeState, failState, sizeFailure } from '../transitions.ts';
import { taskEvents } from './task-events.ts';

type Kind = TaskReported['kind'];
type Report<K extends Kind> = Extract<TaskReported, { kind: K }>;
type Handlers = {
  [K in Kind]: (run: Run, frame: Frame, state: State, integration: Integration, report: Report<K>) => void;
};

const fails =
  (outcome: string): Handlers['failed'] =>
  (run, frame, state, integration, report) =>
    failTask(run, frame, state, integration, outcome, report);

/** What follows from each kind of report. */
const handlers: Handlers = {
  // Whoever performs a task may be killed after saying so, and performs it again.
  started: (run, frame, _, integration, { workerName }) => {
    const waiting = frame.waiting as WaitingForTask;
    if (waiting.started) return;
    frame.waiting = { ...waiting, started: true };
    const { events } = integration;
    record(run, frame, `${events}Started`, taskEvents[events].started(integration, workerName));
  },
  submitted: (run, frame, _, integration, { output }) => {
    const details = { ...taskEvents[integration.events].resource(integration), ...outputDetails(output) };
    record(run, frame, `${integration.events}Submitted`, details);
  },
  succeeded: (run, frame, state, integration, { output }) => {
    const { events, resource, resourceType } = integration;
    const tooLarge = sizeFailure(events === 'Task' ? resourceType : resource, output);
    if (tooLarge) {
      failTask(run, frame, state, integration, 'Failed', tooLarge);
      return;
    }
    stopWaiting(run, frame);
    const details = { ...taskEvents[integration.events].resource(integration), ...outputDetails(output) };
    record(run, frame, `${integration.events}Succeeded`, details);
    completeState(run, frame, state, output);
  },
  failed: fails('Failed'),
  timedOut: fails('TimedOut'),
  scheduleFailed: fails('ScheduleFailed'),
  startFailed: fails('StartFailed'),
  submitFailed: fails('SubmitFailed'),
};

/** A task has told how it stands. */
export function reportTask(run: Run, frame: Frame, state: State, integration: Integration, report: TaskReported): void {
  handlers[report.kind](run, frame, state, integration, report as never);
}

function failTask(
  run: Run,
  frame: Frame,
  state: State,
  integration: Integration,
  outcome: string,
  failure: Failure,
): void {
  failState(run, frame, state, endTask(run, frame, integration, outcome, failure));
}

/** Nothing more is expected of the task; the history tells how it failed. @returns how its state failed */
export function endTask(
  run: Run,
  frame: Frame,
  integration: Integration,
  outcome: string,
  { error, cause, alias }: Failure,
): Failure {
  stopWaiting(run, frame);
  const details = { ...taskEvents[integration.events].resource(integration), ...failureDetails({ error, cause }) };
  record(run, frame, `${integration.events}${outcome}`, details);
  return { error, cause, alias };
}

function stopWaiting(run: Run, frame: Frame): void {
  const { timeout, heartbeat } = frame.waiting as WaitingForTask;
  cancelTimer(run, timeout);
  cancelTimer(run, heartbeat);
  delete frame.waiting;
}
