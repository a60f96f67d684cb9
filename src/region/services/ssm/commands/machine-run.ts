/** What a plugin may ask of its machine, held to the command's time and to its being cancelled. */
import { WireError } from '../../../errors.ts';
import { MachineError } from '../../../machines/driver.ts';
import type { Outside } from '../../../service.ts';
import { findAgentStart } from '../agent/rows.ts';
import { systemsManager } from '../fleet.ts';
import { Abandoned, Interruption, type PluginRun } from './plugin.ts';
import { type Command, type Delivery, findRebootFrom, saveRebootFrom } from './rows.ts';

/** Milliseconds to the next look at a machine that is booting: often while it may be back any moment, seldom when it should have been. */
const nextLook = (sinceMilliseconds: number): number => Math.min(10_000, 500 + sinceMilliseconds / 10);

/**
 * @param cancel aborted when the command is to be cancelled
 * @param prefix of the names by which the machine knows the commands: one step of one document
 * @param timeout seconds that one program of this step may take
 */
export function machineRun(
  outside: Outside,
  { id: commandId, request }: Command,
  instanceId: string,
  delivery: Delivery,
  cancel: AbortSignal,
  prefix: string,
  timeout: number,
): { run: PluginRun; printed: { stdout: string; stderr: string } } {
  const { machines, clock, signal } = outside;
  const deadline = delivery.at + request.executionTimeout * 1000;
  const printed = { stdout: '', stderr: '' };
  const print: PluginRun['print'] = (text, to = 'stdout') => {
    printed[to] += text;
  };

  /** What a command comes to whose machine goes down under it. */
  const downDetails = () => (cancel.aborted ? 'Cancelled' : 'Failed');

  /** @throws Interruption when the machine is not to be had any more, or the time is over */
  const checkMachine = (doing: string): void => {
    const start = outside.read((db) => findAgentStart(db, instanceId));
    if (start !== delivery.agentStart)
      throw new Interruption(
        downDetails(),
        `The instance was stopped before ${doing}: the command could not be brought to its end.`,
      );
    if (clock.now() >= deadline) throw new Interruption('ExecutionTimedOut', `The time was over before ${doing}.`);
  };

  /** @throws Interruption when there is no point in going on */
  const check = (doing: string): void => {
    if (cancel.aborted) throw new Interruption('Cancelled', `The command was cancelled before ${doing}.`);
    checkMachine(doing);
  };

  /** @param wake ends it early */
  const sleep = (milliseconds: number, wake: AbortSignal) =>
    clock.sleep(Math.min(milliseconds, Math.max(0, deadline - clock.now())), wake);

  const pause = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds, AbortSignal.any([signal, cancel])).catch((error) => {
      if (!cancel.aborted) throw error;
    });
    check('it went on');
  };

  // Of a command that is cancelled each step is ended on the machine, and then asked for what it has come to: what was
  // over before is as it was, what ran was killed, and what had not begun never does. So it is after a restart, too.
  const exec: PluginRun['exec'] = async (name, argv, environment) => {
    const key = `${commandId}.${prefix}.${name}`;
    const begun = clock.now();
    for (;;) {
      checkMachine(`step ${name}`);
      const cancelled = cancel.aborted;
      const timeoutSeconds = Math.min(timeout, Math.ceil((deadline - clock.now()) / 1000));
      try {
        if (cancelled) await machines.kill(instanceId, key);
        return await machines.exec(
          instanceId,
          { key, argv, timeoutSeconds, ...(environment && { environment }) },
          cancelled ? signal : AbortSignal.any([signal, cancel]),
        );
      } catch (error) {
        if (cancel.aborted && error === cancel.reason) continue;
        if (!(error instanceof MachineError)) throw error;
        // It is booting, or between the halves of a reboot: the same start, so it comes back, or EC2 will say that it is down.
        if (error.code === 'MachineNotReady' || error.code === 'MachineNotRunning') {
          await sleep(nextLook(clock.now() - begun), signal);
          continue;
        }
        if (error.code === 'AgentLost') throw new Abandoned(error.message);
        print(error.output?.stdout ?? '');
        print(error.output?.stderr ?? '', 'stderr');
        if (error.code === 'CommandTimedOut')
          throw new Interruption(
            'ExecutionTimedOut',
            `Step ${name} was still running when its time was over, and was killed.`,
          );
        if (error.code === 'CommandKilled')
          throw new Interruption('Cancelled', `The command was cancelled: step ${name} was ended.`);
        if (error.code === 'CommandLost')
          throw new Interruption(downDetails(), `The machine went down while step ${name} was running on it.`);
        if (error.code === 'CommandRefused') throw new Interruption('Failed', error.message);
        if (error.code === 'NoSuchMachine')
          throw new Interruption('Failed', `The machine is gone: step ${name} could not run.`);
        throw error;
      }
    }
  };

  const reboot: PluginRun['reboot'] = async (name) => {
    const begun = clock.now();
    let from = outside.read((db) => findRebootFrom(db, commandId, instanceId, name));
    while (from === undefined) {
      check(`the reboot ${name}`);
      const bootId = await machines.bootId(instanceId);
      if (bootId === undefined) await pause(nextLook(clock.now() - begun));
      else from = askForReboot(outside, commandId, instanceId, name, bootId);
    }
    for (;;) {
      const bootId = await machines.bootId(instanceId);
      if (bootId !== undefined && bootId !== from) break;
      await pause(nextLook(clock.now() - begun));
    }
  };

  const { parameters } = request;
  return {
    run: { commandId, instanceId, parameters, outside, startedAt: delivery.at, exec, reboot, pause, print },
    printed,
  };
}

/**
 * On AWS the machine reboots itself. Here EC2 does it, in the order of what else it was asked to do with the machine, so
 * that a reboot never undoes a stop. What is asked for and that it was asked for are written together: it is asked once.
 */
function askForReboot(outside: Outside, commandId: string, instanceId: string, name: string, bootId: string): string {
  try {
    return outside.transaction(systemsManager, (context) => {
      saveRebootFrom(context.db, commandId, instanceId, name, bootId);
      context.call('ec2', 'RebootInstances', { InstanceIds: [instanceId] });
      return bootId;
    });
  } catch (error) {
    if (error instanceof WireError)
      throw new Interruption('Failed', `The machine could not be rebooted: ${error.message}`);
    throw error;
  }
}
