/**
 * One demo instance, deployed and found stopped, on which maintenance after maintenance is tried with something wrong: a
 * right is taken away, a machine breaks, a person interferes.
 */
import assert from 'node:assert/strict';
import type { CommandResult, MachineCommand, MachineDriver } from '../../src/region/machines/driver.ts';
import type { Behaviour } from '../../src/region/machines/simulated/behaviour.ts';
import { type Outputs, physicalId } from './deploy.ts';
import { stateOf } from './instances.ts';
import { failedIn, maintain, type Run } from './maintenance.ts';
import { withoutAction } from './rights.ts';
import { deploy, find, openSimulation, type Simulation } from './simulation.ts';

export interface FaultBench extends Simulation {
  readonly outputs: Outputs;
  /** of the demo instance */
  readonly id: string;
  /**
   * One maintenance, of an instance found stopped with its updates pending.
   * @param fault is put in before it, or the behaviour of the machine; returns how to mend it, unless it is one of the
   *   machines, which are forgotten
   * @param meanwhile is done while it goes on
   */
  maintenance(
    fault?: Behaviour | (() => unknown),
    meanwhile?: (executionArn: string) => Promise<unknown>,
  ): Promise<Run>;
  /** Takes an action away from a role of the stack. @returns how to give it back */
  deny(role: string, action: string): Promise<() => Promise<void>>;
  /** Puts something in the place of the installation of packages. @param happens is handed how to install them after all */
  inInstallation(happens: (install: () => Promise<CommandResult>) => Promise<CommandResult>): void;
  /** Asserts that the execution failed with this error, told in these words, in this state, and the instance is stopped. */
  failed(run: Run, expected: { error: string; cause: RegExp; state: string }): Promise<void>;
  /** Asserts that the instance is stopped, by EC2 and in truth. */
  stopped(): Promise<void>;
}

export async function openFaultBench(): Promise<FaultBench> {
  const simulation = await openSimulation();
  const { clients, faults, machines } = simulation;
  const outputs = await deploy(simulation);
  const id = outputs.DemoInstanceId;

  async function stopped(): Promise<void> {
    assert.equal(await stateOf(clients, id), 'stopped');
    assert.equal(await machines.status(id), 'stopped');
  }

  return {
    ...simulation,
    outputs,
    id,
    stopped,
    async maintenance(fault = {}, meanwhile) {
      await find(simulation, id, 'stopped');
      const mend = typeof fault === 'function' ? await fault() : machines.simulate(id, fault);
      try {
        const [run] = await maintain(clients, outputs.WindowId, { meanwhile });
        return run!;
      } finally {
        if (typeof mend === 'function') await mend();
        for (const name of Object.keys(faults)) delete faults[name as keyof MachineDriver];
        machines.simulate(id, {});
      }
    },
    deny: async (role, action) => withoutAction(clients, await physicalId(clients, role), action),
    inInstallation(happens) {
      faults.exec = async (machine, command, signal) => {
        const exec = () => machines.exec(machine, command, signal);
        return isInstallation(command) ? happens(exec) : exec();
      };
    },
    async failed(run, { error, cause, state }) {
      assert.equal(run.status, 'FAILED');
      assert.equal(run.error, error, run.cause);
      assert.match(run.cause ?? '', cause);
      assert.equal(failedIn(run), state);
      await stopped();
    },
  };
}

/** The step of AWS-RunPatchBaseline that changes the machine. */
function isInstallation({ argv }: MachineCommand): boolean {
  return argv[0] === 'apt-get' && argv.includes('install') && !argv.includes('-s');
}
