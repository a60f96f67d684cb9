import type { HistoryEvent } from './history.ts';
import type { Integration } from './integrations.ts';
import type { Json } from './json.ts';
import type { ExecutionType } from './snapshot.ts';

/** What is to be done after a step, in order. Everything is plain JSON and can be stored until it is performed. */
export type Effect =
  | HistoryEffect
  | TimerEffect
  | CancelTimerEffect
  | TaskEffect
  | CancelTaskEffect
  | MapRunEffect
  | MapRunRedrivenEffect
  | ChildEffect
  | MapRunEndedEffect
  | ContinueEffect
  | FinishedEffect;

/** Append to the execution's history. */
export interface HistoryEffect {
  type: 'history';
  event: HistoryEvent;
}

/** Send `{ type: 'timer', id }` at the time `at` (milliseconds since epoch; may be far away, may be past). */
export interface TimerEffect {
  type: 'timer';
  id: string;
  at: number;
}

export interface CancelTimerEffect {
  type: 'cancelTimer';
  id: string;
}

/**
 * Call a service. Answer with `{ type: 'task', id, kind, ... }` events: `started` once it is under way, `submitted`
 * with the service's answer where the pattern waits for more, and in the end `succeeded`, `failed` or `timedOut`.
 * The interpreter itself watches over TimeoutSeconds and HeartbeatSeconds.
 */
export interface TaskEffect {
  type: 'task';
  id: string;
  /** What for, where it is not the work of a Task state. */
  purpose?: 'ItemReader' | 'ResultWriter';
  /** The state's Resource. */
  resource: string;
  /** What the Resource stands for, from the table of service integrations. */
  integration: Integration;
  /** The state's Parameters or Arguments, evaluated; the state's effective input where it has neither. */
  arguments: Json;
  /** `$$.Task.Token`, for `.waitForTaskToken` and activities. */
  taskToken?: string;
  timeoutSeconds?: number;
  heartbeatSeconds?: number;
  /** Credentials.RoleArn, evaluated. */
  credentials?: { RoleArn: string };
  /** Unique for this attempt, the same however often the effect is performed. */
  idempotencyKey: string;
}

/** The task's state is over (time-out, abort): stop what can be stopped; later reports are ignored. */
export interface CancelTaskEffect {
  type: 'cancelTask';
  id: string;
}

/** A distributed Map state has started a Map Run: what DescribeMapRun shows of it. */
export interface MapRunEffect {
  type: 'mapRun';
  id: string;
  mapRunArn: string;
  executionType: ExecutionType;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
}

/** A Map Run that failed or was aborted goes on. */
export interface MapRunRedrivenEffect {
  type: 'mapRunRedriven';
  id: string;
  mapRunArn: string;
  redriveCount: number;
}

/**
 * Start a child execution of a Map Run: `start` with the same machine and this `flow`. Answer with a
 * `{ type: 'child', id, status, ... }` event when it has ended. One that was started before the Map Run was redriven, and ended
 * without success, is to be redriven; started anew, where it is of type EXPRESS.
 */
export interface ChildEffect {
  type: 'child';
  id: string;
  mapRunArn: string;
  /** Number of the item or batch, from 0. */
  index: number;
  executionType: ExecutionType;
  /** How often the Map Run was redriven; absent if it never was. */
  redriveCount?: number;
  /** Which states it runs, for `start`. */
  flow: string;
  input: Json;
  idempotencyKey: string;
}

/** A Map Run is over. Child executions that still run are to be stopped; what they report is ignored. */
export interface MapRunEndedEffect {
  type: 'mapRunEnded';
  id: string;
  mapRunArn: string;
  status: 'SUCCEEDED' | 'FAILED' | 'ABORTED';
}

/** The step did its share of work without coming to rest: send `{ type: 'continue' }` at once. */
export interface ContinueEffect {
  type: 'continue';
}

/** The execution is over. The last effect of an execution. */
export type FinishedEffect = { type: 'finished' } & (
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string; cause?: string }
);
