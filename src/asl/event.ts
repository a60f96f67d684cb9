import type { Json, JsonObject } from './json.ts';

/** Something that happened outside. `now`: milliseconds since epoch, never before that of an earlier event. */
export type Event = { now: number } & (
  | TimerFired
  | TaskReported
  | Heartbeat
  | ChildEnded
  | MapRunUpdated
  | Aborted
  | Continue
);

/** The time of a `timer` effect has come. */
export interface TimerFired {
  type: 'timer';
  id: string;
}

/** What became of a `task` effect. */
export type TaskReported = {
  type: 'task';
  id: string;
} /** `workerName`: as the worker of an activity calls itself. */ & (
  | { kind: 'started'; workerName?: string }
  /** The service answered the call of a `.sync` or `.waitForTaskToken` task, whose end is still to come. */
  | { kind: 'submitted'; output: Json }
  | { kind: 'succeeded'; output: Json }
  | { kind: 'failed' | 'timedOut' | 'startFailed' | 'submitFailed' | 'scheduleFailed'; error?: string; cause?: string }
);

/** SendTaskHeartbeat: the task's heartbeat timer starts anew. */
export interface Heartbeat {
  type: 'heartbeat';
  id: string;
}

/** StopExecution. */
export interface Aborted {
  type: 'abort';
  error?: string;
  cause?: string;
}

/** UpdateMapRun: what is given holds from now on; `id` is that of the `mapRun` effect. */
export interface MapRunUpdated {
  type: 'mapRunUpdate';
  id: string;
  /** 0 for as many as there may be. */
  maxConcurrency?: number;
  toleratedFailureCount?: number;
  toleratedFailurePercentage?: number;
}

/** The answer to a `continue` effect. */
export interface Continue {
  type: 'continue';
}

/** A child execution of a Map Run has ended; `execution` is what DescribeExecution shows of it, for a ResultWriter. */
export type ChildEnded = { type: 'child'; id: string; execution?: JsonObject } & (
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string; cause?: string }
);
