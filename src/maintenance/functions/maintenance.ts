import type { SkipReason } from '../rules/admission.ts';
import type { AfterPatching } from '../rules/after-patching.ts';
import type { Compliance, RequiredSeverity } from '../rules/compliance.ts';
import type { LeftOn } from '../rules/in-use.ts';
import type { FoundState } from '../rules/instance-state.ts';
import type { Looks } from '../rules/looks.ts';
import type { PackageChange } from '../rules/machine-check.ts';
import type { Timing } from '../rules/timing.ts';
import type { InstanceEvent } from './event.ts';

/** What a state machine's start tells about the run; the window's end is given, or follows from the other members. */
export interface RunEvent {
  /** of Step Functions: the name of the execution */
  execution: string;
  /** when the execution began, and when the state was entered; ISO 8601 */
  began: string;
  now: string;
  end?: string;
  /** of the window that opened, where one did */
  windowExecutionId?: string;
  /** the length of the window and of its cutoff */
  durationHours: number;
  cutoffHours: number;
  /** how long an instance takes that was never measured */
  expectedMinutes: number;
  afterPatching: AfterPatching;
}

/**
 * One maintenance of one instance, as far as it is known: the variable of PatchInstance with which each function is
 * called, and to which its answer is added. Times are ISO 8601, durations in seconds unless the name says otherwise.
 */
export interface Maintenance extends RunEvent, InstanceEvent {
  /** the folder of evidence of the fleet's run that this belongs to, and how many failures that may have */
  run?: string;
  maxErrors?: number;
  /** what others of the fleet took */
  typical?: Timing;

  severity: RequiredSeverity;
  snapshotsToKeep: number;

  name?: string;
  admitted?: boolean;
  reason?: SkipReason;
  because?: string;
  foundState?: FoundState;
  bootSeconds?: number;
  patchSeconds?: number;
  stopSeconds?: number;
  looks?: Looks;
  rootVolumeId?: string;

  startedAt?: string;
  readyAt?: string;
  launchTime?: string;
  agentVersion?: string;
  snapshotId?: string;
  checkBefore?: string;
  commandId?: string;
  sends?: number;
  sentAt?: string;
  patchedAt?: string;
  checkAfter?: string;
  compliance?: Compliance;
  baselineId?: string;
  users?: string[];
  missing?: string[];
  changes?: PackageChange[];
  leftOn?: LeftOn;
  stoppingAt?: string;
  stoppedAt?: string;
}
