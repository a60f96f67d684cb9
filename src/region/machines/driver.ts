/**
 * The contract between the Region and whatever its instances really are. One driver a folder: `container/`, `vm/`,
 * `simulated/`; `test/machines/contract.ts` holds all of them to what is written here.
 *
 * The Region may be killed at any moment and calls again after its restart, so every operation is idempotent, and a
 * machine never depends on the process that started it.
 */

export const machineKinds = ['container', 'vm', 'simulated'] as const;
export type MachineKind = (typeof machineKinds)[number];

export interface MachineDriver {
  readonly kind: MachineKind;

  /** Whether this driver can work here; never throws. Starts nothing that outlives `close`. */
  probe(): Promise<Availability>;

  /**
   * Builds the image that machines are made of, once; afterwards it answers from the cache. An interrupted or failed
   * build leaves nothing in the cache.
   * @param progress is told each step, a line at a time, for people
   * @throws MachineError ImageBuildFailed, EngineUnavailable; the signal's reason when aborted
   */
  prepareImage(progress: (line: string) => void, signal?: AbortSignal): Promise<MachineImage>;

  /** Whether `prepareImage` would find the image in the cache; not there for machines that need none. @throws MachineError EngineUnavailable */
  hasImage?(): Promise<boolean>;

  /**
   * Makes a stopped machine with a disk of its own. Does nothing if the machine is there, in whatever state.
   * @param id unique in the namespace: lower case letters, digits and hyphens (an instance id)
   * @throws MachineError EngineUnavailable, ImageMissing
   */
  create(id: string, spec: MachineSpec): Promise<void>;

  /** Returns when the machine runs, before its command channel answers. @throws MachineError NoSuchMachine, StartFailed */
  start(id: string): Promise<void>;

  /** Shuts down in order, by force after a grace period; returns when it is down. The disk stays. @throws MachineError NoSuchMachine */
  stop(id: string): Promise<void>;

  /** stop, then start: a new boot identity, kernel included. A stopped machine is refused. @throws MachineError NoSuchMachine, MachineNotRunning, StartFailed */
  reboot(id: string): Promise<void>;

  /** Removes the machine and all it has, running or not. Does nothing if it is absent. */
  destroy(id: string): Promise<void>;

  status(id: string): Promise<MachineStatus>;

  /** Whether the command channel answers, which comes some time after `start`. False for a machine that is stopped or absent. */
  ready(id: string): Promise<boolean>;

  /**
   * An opaque identity of the current boot, another one after each start and reboot, however it came about; undefined
   * while `ready` is false. It tells an answer "since this start" from an older one.
   */
  bootId(id: string): Promise<string | undefined>;

  /**
   * Runs a command as root and returns what it came to. At most once per `key` and machine: called again with the same
   * key it attaches to the command that runs, or returns the result there was. The machine keeps the result, so that
   * holds across restarts of the Region and of the machine.
   * @param signal stops waiting (the promise rejects with its reason); the command goes on and can be attached to again
   * @throws MachineError NoSuchMachine, MachineNotRunning, MachineNotReady, CommandRefused (no room on its disk), CommandLost (it was started, but the machine went down or the
   * process was killed before there was a result), CommandTimedOut (killed; `output` has what it had printed), CommandKilled (by `kill`; likewise), AgentLost (who ran it for the Region is gone, and nobody will ever know what became of it)
   */
  exec(id: string, command: MachineCommand, signal?: AbortSignal): Promise<CommandResult>;

  /**
   * Ends the command of that key and its children, and returns when it has ended: `exec` answers CommandKilled from then
   * on, for whoever waits already too. One that has not begun never will; one that has come to its end stays as it is.
   * @throws MachineError NoSuchMachine, MachineNotRunning, MachineNotReady, CommandRefused, CommandLost (the machine went down meanwhile)
   */
  kill(id: string, key: string): Promise<void>;

  // What only some kinds of machines have. Where it is absent the Region does without it, as is said of each.

  /**
   * Sets aside what a start of this machine takes; asked before each start is accepted. Absent: there is always enough.
   * @throws MachineError InsufficientCapacity
   */
  reserve?(id: string): Promise<void>;

  /** Its disks can be encrypted. Absent: an instance with an encrypted volume cannot be launched. */
  readonly encrypts?: true;

  /** Whether a machine that is `ready` passes the status checks as well. Absent: it does. */
  healthy?(id: string): Promise<boolean>;

  /** The SSM agent of a machine that is `ready`, undefined while it does not report. Absent: it reports, and is the Region's own. */
  agent?(id: string): Promise<Agent | undefined>;

  /** The sessions on it, those that are over and those that are open. Absent: there are none on machines of this kind. */
  sessions?(id: string): Promise<readonly MachineSession[]>;

  /** Ends a session, if it is open. Present wherever `sessions` is. */
  endSession?(id: string, sessionId: string): Promise<void>;

  /**
   * Makes a copy of the machine's disk as it is now, under a name, from which machines can be made. Does nothing if there is
   * one of that name. Absent: the Region refuses to make snapshots of machines of this kind.
   * @param name lower case letters, digits and hyphens (a snapshot id)
   * @returns what goes into `MachineSpec.image`
   * @throws MachineError NoSuchMachine
   */
  snapshot?(id: string, name: string): Promise<string>;

  /** Removes the copy of that name, if there is one. Present wherever `snapshot` is. */
  removeSnapshot?(name: string): Promise<void>;

  /** The names of all copies in this driver's namespace. Present wherever `snapshot` is. */
  snapshots?(): Promise<string[]>;

  /** The ids of all machines in this driver's namespace, whoever created them. */
  list(): Promise<string[]>;

  /** Releases what the driver itself holds (sockets, an engine it started). Machines stay as they are. */
  close(): Promise<void>;
}

export interface Availability {
  available: boolean;
  /** One sentence: which engine in which version, or what is missing and the way out. */
  reason: string;
}

export interface MachineImage {
  /** Goes into `MachineSpec.image`. The same recipe has the same name. */
  image: string;
  /** For people, such as an AMI's description. */
  description: string;
}

export interface MachineSpec {
  /** From `prepareImage`. */
  image: string;
  hostname: string;
}

export type MachineStatus = 'absent' | 'stopped' | 'running';

export interface MachineCommand {
  /** Names this one execution: letters, digits, dots, underscores and hyphens, at most 128. */
  key: string;
  /** Program and arguments; no shell in between. */
  argv: readonly string[];
  /** From its start in the machine; the process and its children are killed when it is over. */
  timeoutSeconds: number;
  /** Added to the machine's own environment. */
  environment?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** As a shell gives it: 127 for a program that is not there, 128 + n for one that signal n ended. */
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** What the SSM agent of a machine says of itself. */
export interface Agent {
  /** e.g. `3.3.987.0` */
  version: string;
  /** Milliseconds since epoch: when it is going to start anew by itself, and to report again. */
  restartsAt?: number;
}

/** A session of Session Manager on a machine. */
export interface MachineSession {
  id: string;
  /** ARN of who opened it */
  owner: string;
  /** milliseconds since epoch */
  startedAt: number;
  /** milliseconds since epoch; undefined while it is open */
  endedAt?: number;
}

export type MachineErrorCode =
  | 'EngineUnavailable'
  | 'ImageBuildFailed'
  | 'ImageMissing'
  | 'NoSuchMachine'
  | 'StartFailed'
  | 'MachineNotRunning'
  | 'MachineNotReady'
  | 'CommandRefused'
  | 'CommandLost'
  | 'CommandKilled'
  | 'AgentLost'
  | 'InsufficientCapacity'
  | 'CommandTimedOut';

/** What goes wrong with machines. The message is one sentence on the cause and one on the way out. */
export class MachineError extends Error {
  readonly code: MachineErrorCode;
  /** What a command that timed out or was killed had printed until then. */
  readonly output: Omit<CommandResult, 'exitCode'> | undefined;
  /** Of StartFailed, where the driver knows better than Server.InternalError: the code of EC2's StateReason. */
  readonly reason: string | undefined;

  constructor(
    code: MachineErrorCode,
    message: string,
    details: { cause?: unknown; output?: Omit<CommandResult, 'exitCode'>; reason?: string } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MachineError';
    this.code = code;
    this.output = details.output;
    this.reason = details.reason;
  }
}
