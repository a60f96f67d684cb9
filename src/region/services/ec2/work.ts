/** What EC2 asks to be done: its effects and its timer, each with its key and its lane. `effects/` does it. */
import type { Context } from '../../service.ts';
import type { Instance } from './rows.ts';

/** How often the machines of running instances are looked at, in milliseconds: how late a breakdown is noticed at most. */
const probeInterval = 10_000;

type MachineWork =
  | 'confirmMachine'
  | 'destroyMachine'
  | 'launchMachine'
  | 'noteBoot'
  | 'rebootMachine'
  | 'startMachine'
  | 'stopMachine';

/**
 * Work on the machine of an instance, behind all that was asked for before: they share a lane, so a machine is worked on
 * in the order of the requests, whatever state the row has reached meanwhile.
 */
export function addMachineWork(
  context: Context,
  name: MachineWork,
  { id, starts }: Pick<Instance, 'id' | 'starts'>,
  more: object = {},
): void {
  context.addEffect({
    service: 'ec2',
    name,
    key: `${id}/${starts}`,
    lane: `machine/${id}`,
    payload: { instanceId: id, ...more },
  });
}

/** Watches the status checks of this start, beside the lane: a stop does not wait for them. */
export function addHealthCheck(context: Context, { id, starts }: Instance): void {
  context.addEffect({
    service: 'ec2',
    name: 'checkHealth',
    key: `${id}/${starts}`,
    payload: { instanceId: id, starts },
  });
}

/** Runs the user data of a machine that answers, beside the lane. */
export function addUserDataRun(context: Context, { id }: Instance): void {
  context.addEffect({ service: 'ec2', name: 'runUserData', key: id, payload: { instanceId: id } });
}

/** Builds the machine image or finds it built, then launches all that waits for it. */
export function addImagePreparation(context: Context, imageId: string): void {
  context.addEffect({ service: 'ec2', name: 'prepareImage', key: imageId, payload: { imageId } });
}

/** @param everything also the stopped instances, and machines that belong to none: done when the Region starts */
export function addProbe(context: Context, everything: boolean): void {
  const key = everything ? 'everything' : 'running';
  context.addEffect({ service: 'ec2', name: 'probeMachines', key, payload: { everything } });
}

/** Sets the timer of the next probe of the running instances. */
export function scheduleProbe(context: Context): void {
  const at = context.now + probeInterval;
  context.setTimer({ service: 'ec2', name: 'probeMachines', key: 'running', at, payload: {} });
}
