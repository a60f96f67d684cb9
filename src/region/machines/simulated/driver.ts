import { type MachineDriver, MachineError } from '../driver.ts';
import { type Agents, agents } from './agent.ts';
import type { Behaviour } from './behaviour.ts';
import { commandsOf } from './commands.ts';
import { behaviourOf, boot, type Disk, type DiskStore, leavePending, newDisk, ofSnapshot } from './disk.ts';
import type { SimulatedMachine } from './machine.ts';
import type { Durations } from './programs/program.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { reserve, startFailure } from './starts.ts';

export interface SimulatedOptions {
  disks: DiskStore;
  /** On real or simulated time; rejects when the signal is aborted, as `timers/promises` does. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds since epoch, of the time that `sleep` is on. Default: it stands still, as where sleeping takes no time. */
  now?(): number;
  /** What takes longer or shorter than on an ordinary machine. */
  durations?: Partial<Durations>;
}

/** Simulated machines, which can be made to behave otherwise than they should. */
export interface SimulatedDriver extends MachineDriver {
  /**
   * Gives a machine a behaviour, from now on and in place of the one it had. It need not be there yet: it has it once it is.
   * What concerns boots, starts and installations takes effect at the next one.
   */
  simulate(id: string, behaviour: Behaviour): void;
}

const image = 'simulated-debian-12';

const ordinaryDurations: Durations = {
  boot: 2000,
  shutdown: 1000,
  fetchLists: 1000,
  installPackage: 500,
  program: 5,
  snapshot: 30_000,
};

/**
 * Machines in memory, with disks that a store keeps. Their power hangs on this process: one that runs when the process
 * ends goes on where it was in the next one, commands included.
 */
export function simulatedDriver(options: SimulatedOptions): SimulatedDriver {
  const { disks, sleep, now = () => 0 } = options;
  const durations = { ...ordinaryDurations, ...options.durations };
  const machines = new Map<string, SimulatedMachine>();
  const behaviours = new Map<string, Behaviour>();
  const closing = new AbortController();

  function find(id: string): SimulatedMachine | undefined {
    if (closing.signal.aborted) throw closing.signal.reason;
    const known = machines.get(id);
    if (known !== undefined) return known;
    const disk = disks.read(id);
    if (disk === undefined) return undefined;
    const machine: SimulatedMachine = {
      disk,
      power: new AbortController(),
      answers: disk.status === 'running' && !behaviourOf(disk).neverBoots,
      commands: new Map(),
      agent: new AbortController(),
      stopping: undefined,
    };
    machines.set(id, machine);
    if (machine.answers) simulatedAgents.begin(id, machine);
    return machine;
  }

  function get(id: string): SimulatedMachine {
    const machine = find(id);
    if (machine !== undefined) return machine;
    throw new MachineError('NoSuchMachine', `There is no machine ${id}. Create it first.`);
  }

  /** @throws MachineError NoSuchMachine, MachineNotRunning, MachineNotReady */
  function getReady(id: string): SimulatedMachine {
    const machine = get(id);
    if (machine.disk.status === 'stopped') {
      throw new MachineError('MachineNotRunning', `${id} is stopped and runs no commands. Start it.`);
    }
    if (machine.answers) return machine;
    throw new MachineError('MachineNotReady', `${id} is booting and takes no commands yet. Wait until it is ready.`);
  }

  /** Sleeps for as long as the boot lasts, and tells whether it still does. */
  async function sleepWhilePowered(milliseconds: number, power: AbortSignal): Promise<boolean> {
    try {
      await sleep(milliseconds, power);
    } catch (error) {
      if (!power.aborted) throw error;
    }
    return !power.aborted;
  }

  const surroundings = { now, sleep: sleepWhilePowered, save: (id: string, disk: Disk) => disks.write(id, disk) };
  const simulatedAgents: Agents = agents(surroundings);
  const commands = commandsOf({ ...surroundings, durations, agents: simulatedAgents, closing: closing.signal });

  /** @param hangs it runs, and never answers */
  async function bootUp(id: string, machine: SimulatedMachine, hangs: boolean): Promise<void> {
    await machine.stopping;
    const { disk } = machine;
    if (disk.status === 'running') return;
    boot(disk, now());
    disks.write(id, disk);
    machine.power = new AbortController();
    machine.agent = new AbortController();
    if (hangs) return;
    const { bootSeconds = durations.boot / 1000 } = behaviourOf(disk);
    void sleepWhilePowered(bootSeconds * 1000, machine.power.signal).then((powered) => {
      if (!powered) return;
      machine.answers = true;
      simulatedAgents.begin(id, machine);
    });
  }

  function powerOff(machine: SimulatedMachine): void {
    machine.disk.status = 'stopped';
    machine.answers = false;
    machine.power.abort();
  }

  async function shutDown(id: string, machine: SimulatedMachine): Promise<void> {
    const { shutdownSeconds = durations.shutdown / 1000 } = behaviourOf(machine.disk);
    if (!(await sleepWhilePowered(shutdownSeconds * 1000, machine.power.signal))) return; // destroyed or closed meanwhile
    endSessions(id, machine.disk, now());
    powerOff(machine);
    machine.stopping = undefined;
    disks.write(id, machine.disk);
  }

  async function stop(id: string): Promise<void> {
    const machine = get(id);
    if (machine.disk.status === 'stopped') return;
    machine.stopping ??= shutDown(id, machine);
    await machine.stopping;
  }

  const bootOf = (id: string) => {
    const machine = find(id);
    return machine?.answers ? `${id}/${machine.disk.boots}` : undefined;
  };

  function behave(disk: Disk, behaviour: Behaviour): void {
    disk.behaviour = behaviour;
    if (behaviour.pendingUpdates !== undefined) leavePending(disk, behaviour.pendingUpdates);
  }

  return {
    kind: 'simulated',
    encrypts: true,

    simulate(id, behaviour) {
      behaviours.set(id, behaviour);
      const machine = find(id);
      if (machine === undefined) return;
      behave(machine.disk, behaviour);
      disks.write(id, machine.disk);
    },

    async probe() {
      return { available: true, reason: 'Simulated machines live in this process and need nothing.' };
    },

    async prepareImage() {
      return { image, description: 'Debian 12 (simulated), its security updates still pending' };
    },

    async create(id, spec) {
      const copied = disks.snapshots.read(spec.image);
      if (spec.image !== image && copied === undefined) {
        throw new MachineError('ImageMissing', `There is no image ${spec.image}. Prepare the image first.`);
      }
      if (find(id) !== undefined) return;
      const disk = copied === undefined ? newDisk(spec.image, spec.hostname) : ofSnapshot(copied, spec.hostname);
      behave(disk, behaviours.get(id) ?? {});
      disks.write(id, disk);
    },

    async reserve(id) {
      const machine = find(id);
      if (machine !== undefined) reserve(id, machine.disk, () => disks.write(id, machine.disk));
    },

    async start(id) {
      const machine = get(id);
      const failure = startFailure(machine.disk);
      if (failure !== undefined && machine.disk.status === 'stopped') throw failure;
      await bootUp(id, machine, behaviourOf(machine.disk).neverBoots === true);
    },

    stop,

    async reboot(id) {
      const machine = get(id);
      if (machine.disk.status === 'stopped') {
        throw new MachineError('MachineNotRunning', `${id} is stopped and cannot be rebooted. Start it.`);
      }
      await stop(id);
      const { rebootHangs, neverBoots } = behaviourOf(machine.disk);
      await bootUp(id, machine, rebootHangs === true || neverBoots === true);
    },

    async destroy(id) {
      const machine = find(id);
      if (machine !== undefined) powerOff(machine);
      machines.delete(id);
      disks.remove(id);
    },

    status: async (id) => find(id)?.disk.status ?? 'absent',
    ready: async (id) => bootOf(id) !== undefined,
    bootId: async (id) => bootOf(id),
    async healthy(id) {
      const machine = find(id);
      return machine !== undefined && behaviourOf(machine.disk).impaired !== true;
    },
    async agent(id) {
      const machine = find(id);
      return machine && simulatedAgents.describe(machine);
    },

    async sessions(id) {
      const machine = find(id);
      return machine === undefined ? [] : sessionsOf(id, machine.disk);
    },

    async endSession(id, sessionId) {
      const { disk } = get(id);
      endSessions(id, disk, now(), sessionId);
      disks.write(id, disk);
    },

    exec: async (id, command, signal) => commands.exec(id, getReady(id), command, signal),
    kill: async (id, key) => commands.kill(id, getReady(id), key),

    async snapshot(id, name) {
      const { disk } = get(id);
      if (disks.snapshots.read(name) !== undefined) return name;
      // As it is when the snapshot is asked for; the copying is what takes time.
      const copy = structuredClone(disk);
      await sleep(durations.snapshot, closing.signal);
      disks.snapshots.write(name, copy);
      return name;
    },

    async removeSnapshot(name) {
      disks.snapshots.remove(name);
    },

    snapshots: async () => disks.snapshots.ids(),
    list: async () => disks.ids(),

    async close() {
      const message = 'The simulated machines ended with the Region that they belong to. Start it again.';
      closing.abort(new MachineError('EngineUnavailable', message));
      for (const machine of machines.values()) machine.power.abort();
      disks.close();
    },
  };
}
