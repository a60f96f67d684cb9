/** The SSM agents of simulated machines: when they report, in which version, and how they go. */
import { type Agent, MachineError } from '../driver.ts';
import { behaviourOf, type Disk } from './disk.ts';
import type { SimulatedMachine } from './machine.ts';

/** What a machine's image brings, and what it updates itself to. */
const versions = { image: '3.2.2303.0', updated: '3.3.2299.0' };

/** Seconds from its first report to its update of itself. */
const ordinaryUpdateAfter = 20;

/** Milliseconds after which an agent that goes in the middle of an installation is gone at the latest. */
const latestLoss = 30_000;

export interface Agents {
  /** The machine answers: its agent begins. */
  begin(id: string, machine: SimulatedMachine): void;
  /** An installation has begun. @param milliseconds how long it takes */
  installing(id: string, machine: SimulatedMachine, milliseconds: number): void;
  describe(machine: SimulatedMachine): Agent | undefined;
}

/** What of the process simulated machines need. */
export interface Surroundings {
  /** milliseconds since epoch */
  now(): number;
  /** @returns whether the machine has been up all the time */
  sleep(milliseconds: number, power: AbortSignal): Promise<boolean>;
  /** Makes a disk durable as it is now. */
  save(id: string, disk: Disk): void;
}

export function agents({ now, sleep, save }: Surroundings): Agents {
  /** When the agent of this boot updates itself, in milliseconds since epoch. */
  const updates = new WeakMap<AbortController, number>();

  return {
    begin(id, machine) {
      const { disk, power } = machine;
      const { agent, agentUpdatesAfter = ordinaryUpdateAfter } = behaviourOf(disk);
      if (agent !== 'updates' || disk.agentUpdated) return;
      updates.set(power, now() + agentUpdatesAfter * 1000);
      void sleep(agentUpdatesAfter * 1000, power.signal).then((powered) => {
        if (!powered) return;
        disk.agentUpdated = true;
        save(id, disk);
        machine.agent.abort(lost(id));
        // The new one knows nothing of what the old one was told.
        machine.agent = new AbortController();
      });
    },

    installing(id, machine, milliseconds) {
      const { disk, power } = machine;
      if (behaviourOf(disk).agent !== 'goesInPatch' || disk.agentGone) return;
      disk.agentGone = true;
      save(id, disk);
      void sleep(Math.min(milliseconds / 2, latestLoss), power.signal).then((powered) => {
        if (powered) machine.agent.abort(lost(id));
      });
    },

    describe({ disk, power, agent }) {
      if (behaviourOf(disk).agent === 'never' || agent.signal.aborted) return undefined;
      const restartsAt = disk.agentUpdated ? undefined : updates.get(power);
      const version = disk.agentUpdated ? versions.updated : versions.image;
      return { version, ...(restartsAt !== undefined && { restartsAt }) };
    },
  };
}

const lost = (id: string): MachineError =>
  new MachineError(
    'AgentLost',
    `The agent of ${id} is gone, and with it what it was told. Look at what became of it there.`,
  );
