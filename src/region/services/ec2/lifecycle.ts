/**
 * How an instance goes from state to state: each step writes the row, tells the services that listen, and asks for the
 * work on the machine that it takes.
 */
import type { MachineError } from '../../machines/driver.ts';
import type { Context } from '../../service.ts';
import { volumeKeyIsUsable } from './launch/volumeKey.ts';
import { byUser, pending, type Reason, startFailed, userInitiated } from './reasons.ts';
import { hasInstanceIn, type Instance, updateInstance } from './rows.ts';
import type { State } from './states.ts';
import { addHealthCheck, addMachineWork, scheduleProbe } from './work.ts';

/** How long a terminated instance is still shown, in milliseconds ("usually approximately one hour", User Guide). */
const terminatedIsShownFor = 60 * 60 * 1000;

interface Change {
  readonly reason?: Reason;
  /** StateTransitionReason, default: none */
  readonly transition?: string;
}

/** A stopped instance is to start. */
export function beginStart(context: Context, instance: Instance): void {
  const started = enter(context, asStarted(context, instance), 'pending', { reason: pending });
  const keyIsDenied = !volumeKeyIsUsable(context, instance.details);
  addMachineWork(context, 'startMachine', started, { keyIsDenied });
}

export function beginStop(context: Context, instance: Instance): void {
  enter(context, instance, 'stopping', { reason: userInitiated, transition: byUser(context.now) });
  addMachineWork(context, 'stopMachine', instance);
}

export function beginTermination(context: Context, instance: Instance, change: Change): void {
  enter(context, instance, 'shutting-down', change);
  addMachineWork(context, 'destroyMachine', instance);
}

/** The machine of a pending instance runs. */
export function becomeRunning(context: Context, instance: Instance): void {
  // The first one that runs sets the timer, which keeps itself going while any does.
  if (!hasInstanceIn(context.db, 'running')) scheduleProbe(context);
  addHealthCheck(context, enter(context, instance, 'running', {}));
}

/** A machine that was down runs: somebody started it behind EC2's back. */
export function adoptRunning(context: Context, instance: Instance): void {
  becomeRunning(context, enter(context, asStarted(context, instance), 'pending', { reason: pending }));
}

/** The machine is down. @param change default: what was said when the stop was asked for */
export function becomeStopped(context: Context, instance: Instance, change: Change = standing(instance)): void {
  enter(context, instance, 'stopped', change);
}

/** The machine is gone. @param change default: what was said when the termination was asked for */
export function becomeTerminated(context: Context, instance: Instance, change: Change = standing(instance)): void {
  enter(context, instance, 'terminated', change);
  context.setTimer({
    service: 'ec2',
    name: 'forgetInstance',
    key: instance.id,
    at: context.now + terminatedIsShownFor,
    payload: { instanceId: instance.id },
  });
}

/** A launch that failed goes from pending to terminated at once, as on AWS. */
export function failLaunch(context: Context, instance: Instance, error: MachineError): void {
  becomeTerminated(context, instance, { reason: startFailed(error) });
}

/** Publishes the state an instance has come to (EC2 instance state change events, User Guide). */
export function publishState(context: Context, { id, state }: Pick<Instance, 'id' | 'state'>): void {
  context.publish({
    source: 'aws.ec2',
    detailType: 'EC2 Instance State-change Notification',
    detail: { 'instance-id': id, state },
  });
}

function enter(context: Context, instance: Instance, state: State, { reason, transition = '' }: Change): Instance {
  const entered: Instance = {
    ...instance,
    state,
    reasonCode: reason?.code ?? null,
    reasonMessage: reason?.message ?? null,
    transitionReason: transition,
  };
  updateInstance(context.db, entered);
  publishState(context, entered);
  return entered;
}

/** LaunchTime is the last start, and the status checks begin anew. */
function asStarted({ now }: Context, instance: Instance): Instance {
  return { ...instance, starts: instance.starts + 1, launchedAt: now, health: 'initializing', impairedSince: null };
}

function standing({ reasonCode, reasonMessage, transitionReason }: Instance): Change {
  if (reasonCode === null || reasonMessage === null) return { transition: transitionReason };
  return { reason: { code: reasonCode, message: reasonMessage }, transition: transitionReason };
}
