import type { SkipReason } from './admission.ts';
import type { Compliance } from './compliance.ts';

/** What a run came to on an instance, in the words that people are told. */
export const OUTCOMES = [
  'Patched',
  'AlreadyCompliant',
  'NonCompliant',
  'PatchFailed',
  'WakeFailed',
  'Skipped',
  'LeftAwake',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is known of a maintenance that is over. */
export interface Evidence {
  readonly skipped?: SkipReason;
  /** the error that ended it first */
  readonly error?: string;
  /** whether the patch command was sent */
  readonly sent: boolean;
  readonly compliance?: Compliance;
  /** packages that are other than before */
  readonly changes: number;
  /** the error for which it could not be stopped */
  readonly stopError?: string;
}

/** An outcome with its reason. */
export interface Finding {
  readonly outcome: Outcome;
  readonly reason: Reason;
}

/** Reasons that are told in other words than the error's name. */
const REASONS = {
  InsufficientInstanceCapacity: 'InsufficientCapacity',
  InsufficientHostCapacity: 'InsufficientCapacity',
  InstanceTerminated: 'Terminated',
  'InvalidInstanceID.NotFound': 'Terminated',
  InstanceNotFound: 'Terminated',
  PatchFailed: 'CommandFailed',
  PatchTimedOut: 'CommandTimedOut',
  PatchCancelled: 'CommandCancelled',
  UnauthorizedOperation: 'AccessDenied',
  AccessDenied: 'AccessDenied',
  AccessDeniedException: 'AccessDenied',
  'Ssm.AccessDeniedException': 'AccessDenied',
  // Run Command knows no instance whose agent is silent.
  InvalidInstanceId: 'AgentLost',
  'Ssm.InvalidInstanceIdException': 'AgentLost',
  'States.Timeout': 'NoAnswer',
  'Lambda.Unknown': 'NoAnswer',
  'Sandbox.Timedout': 'NoAnswer',
} as const;

/** Errors that stand for themselves as a reason. */
const NAMED = [
  'AgentLost',
  'CheckFailed',
  'CommandLost',
  'HookFailed',
  'InstanceNotReady',
  'InstanceNotStopped',
  'KeyUnusable',
  'LeaseContended',
  'LeaseLost',
  'OperationNotPermitted',
  'PatchNotFinished',
  'RebootFailed',
  'SnapshotFailed',
  'StartFellBack',
  'StatusChecksFailed',
  'WindowEnded',
] as const;
type NamedError = (typeof NAMED)[number];

type ErrorReason = (typeof REASONS)[keyof typeof REASONS] | NamedError | 'UnexpectedError';

/** All there are; what each means and what to do stands in docs/operating.md. */
export type Reason = 'Installed' | 'Unfinished' | Compliance | SkipReason | ErrorReason;

/** The reason for which people look up what to do, from the name of an error. */
export function reasonOf(error: string): ErrorReason {
  if (Object.hasOwn(REASONS, error)) return REASONS[error as keyof typeof REASONS];
  return (NAMED as readonly string[]).includes(error) ? (error as NamedError) : 'UnexpectedError';
}

const BY_COMPLIANCE: Record<Compliance, Outcome> = {
  Clean: 'AlreadyCompliant',
  PatchesFailed: 'PatchFailed',
  PatchesMissing: 'NonCompliant',
  RebootPending: 'NonCompliant',
  NoPatchState: 'NonCompliant',
};

/** The gravest of what the evidence tells: LeftAwake outranks all else. */
export function outcomeOf({ skipped, error, sent, compliance, changes, stopError }: Evidence): Finding {
  if (stopError) return { outcome: 'LeftAwake', reason: reasonOf(stopError) };
  if (skipped) return { outcome: 'Skipped', reason: skipped };
  if (error) return { outcome: sent ? 'PatchFailed' : 'WakeFailed', reason: reasonOf(error) };
  if (compliance === 'Clean' && changes > 0) return { outcome: 'Patched', reason: 'Installed' };
  const known = compliance ?? 'NoPatchState';
  return { outcome: BY_COMPLIANCE[known], reason: known };
}

/** Whether the execution that came to this failed. */
export function isFailure(outcome: Outcome): boolean {
  return !['Patched', 'AlreadyCompliant', 'Skipped'].includes(outcome);
}
