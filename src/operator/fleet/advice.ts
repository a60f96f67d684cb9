/**
 * What each outcome and each reason means, and what a person does about it. The report shows it, and docs/operating.md has
 * the same tables; a test compares.
 */
import type { LeftOn } from '../../maintenance/rules/in-use.ts';
import type { Outcome, Reason } from '../../maintenance/rules/outcome.ts';

export interface Advice {
  readonly means: string;
  readonly todo: string;
}

const advice = (means: string, todo: string): Advice => ({ means, todo });

/** The gravest first. */
export const outcomeAdvice: Readonly<Record<Outcome, Advice>> = {
  LeftAwake: advice(
    'It was woken and could not be stopped.',
    'Look at it now: it costs money and is on the network. The sweeper stops it once its lease has expired; stop it yourself if that cannot wait.',
  ),
  PatchFailed: advice(
    'The patch command was sent, and it or what belongs to it failed.',
    'Read the cause and the output of the command; the instance was put back, perhaps patched in part.',
  ),
  WakeFailed: advice(
    'It could not be brought so far that a command could be sent.',
    'Read the reason; the instance was put back, and nothing was installed.',
  ),
  NonCompliant: advice(
    'It was patched as far as it went, and the proof fails: patches that count are missing.',
    'Look at the missing patches and the baseline.',
  ),
  Skipped: advice('It was passed over, and not touched.', 'Nothing, unless the same reason comes again each time.'),
  AlreadyCompliant: advice('Nothing was missing, and nothing was changed.', 'Nothing.'),
  Patched: advice('Packages were changed, and nothing that counts is missing.', 'Nothing.'),
};

export const reasonAdvice: Readonly<Record<Reason, Advice>> = {
  Installed: advice('Packages were changed, and the patch state after it is clean.', 'Nothing.'),
  Clean: advice('The patch state is clean, and no package changed.', 'Nothing.'),

  PatchesMissing: advice(
    'Approved patches are still missing after the installation.',
    'See which; an archive that is out of reach or a package that is held back is the usual cause.',
  ),
  PatchesFailed: advice('The patch state counts patches that failed.', 'Read the output of the command.'),
  RebootPending: advice(
    'Packages wait for a reboot.',
    'Deploy with RebootOption=RebootIfNeeded, or reboot it yourself and patch again.',
  ),
  NoPatchState: advice(
    'No patch state was written after the command began, so nothing is proven.',
    'Look whether the agent is new enough for AWS-RunPatchBaseline, and may write inventory.',
  ),

  Excluded: advice('It has the exclusion tag.', 'Take the tag away when it is to be patched again.'),
  Leased: advice(
    'Another execution has it.',
    'Nothing: that one patches it. `status` names the execution and until when it has it.',
  ),
  LeaseContended: advice(
    'Several executions came for it at once, again and again.',
    'Look what starts them; one window for a stack is enough.',
  ),
  Held: advice(
    'A person holds it with the tag `wakepatch:hold`.',
    'Take the tag away, or wait for its date. A value that is no date holds until it is taken away.',
  ),
  InAutoScalingGroup: advice(
    'It is a member of an Auto Scaling group, which would replace it when it is stopped.',
    'Patch the image of the group instead.',
  ),
  CannotBeStopped: advice(
    'A spot instance, or one whose root is an instance store: it could not be put back.',
    'Patch its image instead.',
  ),
  StopProtected: advice(
    'Its stop protection is on, so it could not be put back.',
    'Take the protection (DisableApiStop) away, or exclude it.',
  ),
  Hibernated: advice(
    'It is hibernated, and starting it for patching would end what it holds in memory.',
    'Start it yourself and stop it without hibernation, or patch it while it runs.',
  ),
  NotEnoughTime: advice(
    'It could not be finished before the window ends, so it was not woken.',
    'Nothing: it is first in line next time. If it comes again, give the window more hours or more concurrency.',
  ),
  RunStopped: advice(
    'The run ended before its turn: a canary failed, or more failed than are tolerated.',
    'Mend what failed, then run again.',
  ),
  Terminated: advice('It is terminated.', 'Take it out of TargetInstanceIds, if it is named there.'),

  InsufficientCapacity: advice(
    'EC2 had no capacity for its type, for as long as there was time.',
    'Run at another hour, change the instance type, or reserve capacity.',
  ),
  StartFellBack: advice(
    'The start was accepted, but it fell back to stopped.',
    'Read the cause, which has EC2’s own words. Start it by hand to see it again.',
  ),
  KeyUnusable: advice(
    'It fell back to stopped because the KMS key of a volume may not be used.',
    'Name the key in the parameter VolumeKeyArns; see that it is enabled, and that its own policy leaves the rest to IAM.',
  ),
  StatusChecksFailed: advice(
    'It runs, but EC2’s status checks do not pass.',
    'Look at its console output; it needs repair, with or without patches.',
  ),
  InstanceNotReady: advice(
    'It runs, but its agent did not report in time.',
    'Look whether the agent runs, and reaches Systems Manager with an instance profile that has AmazonSSMManagedInstanceCore. If it only boots slowly, raise StartLimitMinutes.',
  ),
  SnapshotFailed: advice(
    'The snapshot of its root volume could not be made, so nothing was installed.',
    'Read the cause: snapshot quotas, or the key of an encrypted volume.',
  ),
  CheckFailed: advice(
    'The check of the machine failed, or somebody held the package lock too long.',
    'Read the cause. If unattended upgrades run after each boot, raise LockSeconds.',
  ),
  HookFailed: advice('The document before or after patching failed.', 'Read its output; it is your own document.'),
  LeaseLost: advice(
    'Its lease was taken away before it was started, so it was not.',
    'Look who takes away tags of the form `wakepatch:lease:…`.',
  ),

  CommandFailed: advice(
    'The patch command ended as Failed.',
    'Read its output: a full disk, a broken package, no network.',
  ),
  CommandTimedOut: advice(
    'The patch command ended as TimedOut, or was never delivered.',
    'Look at the agent’s log on the instance.',
  ),
  CommandCancelled: advice('Somebody cancelled the patch command.', 'Run again when they are done.'),
  CommandLost: advice(
    'The agent lost the command twice; it replaces itself, as a rule.',
    'Update the agent (AWS-UpdateSSMAgent), then run again.',
  ),
  AgentLost: advice(
    'The agent fell silent in the middle, and did not come back.',
    'Look at the console output: a reboot that hangs, a kernel that does not boot. The snapshot from before helps, if one is taken.',
  ),
  PatchNotFinished: advice(
    'The patch command did not end within PatchLimitMinutes.',
    'Look what it does; raise the limit if it is only slow.',
  ),
  WindowEnded: advice(
    'The window ended while it was patched; it was stopped in good order.',
    'Give the window more hours. It knows now how long this instance takes.',
  ),
  RebootFailed: advice('The second boot could not be asked for.', 'Read the cause.'),

  Unfinished: advice(
    'Nothing was heard of its end: it is worked on still, or its execution was ended.',
    'See `status`. The sweeper stops it once its lease has expired, and tells of it.',
  ),
  InstanceNotStopped: advice(
    'It was told to stop and had not stopped within StopLimitMinutes.',
    'Look what hinders its shutdown; force the stop if need be.',
  ),
  OperationNotPermitted: advice(
    'Its stop or termination protection was set while it was awake.',
    'Ask who set it; then stop it by hand.',
  ),

  AccessDenied: advice(
    'A call was refused by IAM.',
    'Read the cause, which names the action: a service control policy, a permissions boundary, a key policy, or a tag that was taken away.',
  ),
  NoAnswer: advice(
    'A function or a service did not answer in time, again and again.',
    'Look at the service’s health; run again.',
  ),
  UnexpectedError: advice(
    'Nobody foresaw this error.',
    'Read the error and the cause, and the log group of the stack. Please report it.',
  ),
};

/** Why an instance that was woken is left on: somebody has it. No failure, and no alarm. */
export const leftOnAdvice: Readonly<Record<LeftOn['reason'], Advice>> = {
  LeaseGone: advice(
    'Somebody took the lease away: it is theirs now.',
    'Stop it when they are done; nothing else will.',
  ),
  StartedAnew: advice('Somebody stopped and started it meanwhile.', 'Stop it when they are done; nothing else will.'),
  Held: advice(
    'Somebody put the tag `wakepatch:hold` on it meanwhile.',
    'Stop it when they are done; nothing else will.',
  ),
  SessionOpen: advice(
    'Somebody has a session of Session Manager open.',
    'Stop it when they are done; nothing else will.',
  ),
  UserLoggedIn: advice('Somebody is logged in.', 'Stop it when they are done; nothing else will.'),
};
