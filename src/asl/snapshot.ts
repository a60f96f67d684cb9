import type { Json, JsonObject } from './json.ts';

/** The form of a snapshot. Raised whenever an older interpreter could not read it, or a newer one not the older form. */
export const snapshotVersion = 1;

/**
 * Everything that is known of a running execution, as plain JSON: `JSON.parse(JSON.stringify(snapshot))` goes on
 * exactly as `snapshot` would. A snapshot is never changed; `step` makes a new one that shares what stayed the same,
 * so a store can write only the members of `frames` and `lists` that are no longer `===` to those it wrote before.
 */
export interface Snapshot {
  version: typeof snapshotVersion;
  status: ExecutionStatus;
  type: ExecutionType;
  /** What `$$.Execution` and `$$.StateMachine` show. `Input` is the execution's input. */
  execution: ExecutionContext;
  stateMachine: StateMachineContext;
  /** Source of every random draw; see `draws`. */
  seed: string;
  /** How many random values were drawn so far: the next one is derived from `seed` and this number. */
  draws: number;
  /** Id of the last history event. */
  lastEventId: number;
  /** The next number to be given to a frame, a timer or a task. Never used twice in an execution. */
  nextId: number;
  /**
   * Every thread of control by id: one for the execution itself, one for each running branch and iteration. Of a Standard
   * execution that ended without success: those that there were when it failed, from which it can be redriven.
   */
  frames: { [id: string]: Frame };
  /** Long lists of Map states (items, results by page), apart from the frames so that a step rewrites little. */
  lists: { [id: string]: Json[] };
  /** Frames that can go on at once, in order. Empty unless the last step ended with a `continue` effect. */
  ready: string[];
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
export type ExecutionType = 'STANDARD' | 'EXPRESS';

/** `$$.Execution`; the names are AWS's ("Accessing execution data from the Context object in Step Functions"). */
export interface ExecutionContext {
  Id: string;
  Name: string;
  RoleArn: string;
  /** ISO 8601 with milliseconds, UTC. */
  StartTime: string;
  RedriveCount: number;
  Input: Json;
}

export interface StateMachineContext {
  Id: string;
  Name: string;
}

/** One thread of control: the execution itself, a branch of a Parallel state or an iteration of a Map state. */
export interface Frame {
  id: string;
  /** Which states it runs: the path of the (sub-)machine within the definition, '' for the machine itself. */
  flow: string;
  /** The frame whose Parallel or Map state started this one. */
  parent?: string;
  /** Number of the branch or of the iteration, from 0. */
  index?: number;
  /** `$$.Map.Item` of an iteration. */
  item?: MapItem;
  /** Name of the current state. */
  state: string;
  /** Raw input of the current state. */
  input: Json;
  /** Variables assigned in this frame's scope; those of enclosing scopes are found through `parent`. */
  variables?: JsonObject;
  /** The event that the next one of this frame points back to. */
  previousEventId: number;
  /** The event after which the current state was entered. */
  enteredAfterEventId?: number;
  /** Id and time (milliseconds since epoch) of the current state's StateEntered event; absent before it is entered. */
  enteredEventId?: number;
  enteredTime?: number;
  /** How often the current state was retried: altogether, and for each of its retriers. */
  retryCount?: number;
  retries?: number[];
  /** What the current state waits for. */
  waiting?: Waiting;
}

/** `$$.Map.Item`. */
export interface MapItem {
  index: number;
  value: Json;
  key?: string;
  source?: string;
}

export type Waiting = WaitingForTimer | WaitingForRetry | WaitingForTask | WaitingForChildren | WaitingForMapRun;

/** A Wait state. */
export interface WaitingForTimer {
  for: 'timer';
  timer: string;
}

/** The pause before a retry, of any state. */
export interface WaitingForRetry {
  for: 'retry';
  timer: string;
}

export interface WaitingForTask {
  for: 'task';
  task: string;
  /** Ids of running timers; `timeoutAt` in milliseconds since epoch. */
  timeout?: string;
  timeoutAt?: number;
  heartbeat?: string;
  heartbeatSeconds?: number;
  taskToken?: string;
  /** The integration said that it accepted the task. */
  started?: boolean;
}

/** A Parallel state or an inline Map state. */
export interface WaitingForChildren {
  for: 'children';
  /** Live frames. */
  children: string[];
  /** Branches or items altogether, next one to start, how many ended. */
  total: number;
  next: number;
  ended: number;
  /** At most so many at a time. */
  concurrency: number;
}

/** A distributed Map state: its items run as child executions. */
export interface WaitingForMapRun {
  for: 'mapRun';
  mapRun: string;
  mapRunArn: string;
  /** The event to which the state's exit will point back. */
  startedEventId: number;
  /** The task that reads the items or writes results, while one does; how many files of results are written. */
  task?: string;
  written?: number;
  /** Child executions altogether, next one to start, how many ended and how many of these failed. */
  total: number;
  next: number;
  ended: number;
  failed: number;
  /** How often it was redriven, if it was; and how many of those that ended, from before, are still to be passed by `next`. */
  redriveCount?: number;
  ahead?: number;
  /** At most so many at a time. */
  concurrency: number;
  tolerated: { count?: number; percentage?: number };
}
