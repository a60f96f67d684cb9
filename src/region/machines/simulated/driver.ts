import { detachable } from '../detach.ts';
import { type CommandResult, type MachineCommand, type MachineDriver, MachineError } from '../driver.ts';
import { boot, type Disk, type DiskStore, newDisk } from './disk.ts';
import { type Host, newRecord, outcome, run } from './execution.ts';
import type { Durations } from './programs/program.ts';

export interface SimulatedOptions {
  disks: DiskStore;
  /** On real or simulated time; rejects when the signal is aborted, as `timers/promises` does. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** What takes longer or shorter than on an ordinary machine. */
  durations?: Partial<Durations>;
}

const image = 'simulated-debian-12';

const ordinaryDurations: Durations = { boot: 2000, shutdown: 1000, fetchLists: 1000, installPackage: 500, program: 5 };

/** What of a machine lives no longer than this process. */
interface Machine {
  disk: Disk;
  /** Aborted when the current boot is over. */
  power: AbortController;
  /** Whether the agent of the current boot answers. */
  answers: boolean;
  /** Those that somebody waits for, or did: how each ends, and how to make it end. */
  commands: Map<string, { ended: Promise<void>; end: AbortController }>;
  /** An ongoing shutdown: whoever asks for it again waits for the same one. */
  stopping: Promise<void> | undefined;
}

/**
 * Machines in memory, with disks that a store keeps. Their power hangs on this process: one that runs when the process
 * ends goes on where it was in the next one, commands included.
 */
export function simulatedDriver({ disks, sleep, durations: given }: SimulatedOptions): MachineDriver {
  const durations = { ...ordinaryDurations, ...given };
  const machines = new Map<string, Machine>();
  const closing = new AbortController();

  function find(id: string): Machine | undefined {
    if (closing.signal.aborted) throw closing.signal.reason;
    const known = machines.get(id);
    if (known !== undefined) return known;
    const disk = disks.read(id);
    if (disk === undefined) return undefined;
    const machine: Machine = {
      disk,
      power: new AbortController(),
      answers: disk.status === 'running',
      commands: new Map(),
      stopping: undefined,
    };
    machines.set(id, machine);
    return machine;
  }

  function get(id: string): Machine {
    const machine = find(id);
    if (machine !== undefined) return machine;
    throw new MachineError('NoSuchMachine', `There is no machine ${id}. Create it first.`);
  }

  /** @throws MachineError NoSuchMachine, MachineNotRunning, MachineNotReady */
  function getReady(id: string): Machine {
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

  async function start(id: string): Promise<void> {
    const machine = get(id);
    await machine.stopping;
    const { disk } = machine;
    if (disk.status === 'running') return;
    boot(disk);
    disks.write(id, disk);
    machine.power = new AbortController();
    void sleepWhilePowered(durations.boot, machine.power.signal).then((powered) => {
      if (powered) machine.answers = true;
    });
  }

  function powerOff(machine: Machine): void {
    machine.disk.status = 'stopped';
    machine.answers = false;
    machine.power.abort();
  }

  async function shutDown(id: string, machine: Machine): Promise<void> {
    if (!(await sleepWhilePowered(durations.shutdown, machine.power.signal))) return; // destroyed or closed meanwhile
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

  /** The command's work on this machine, taken up where its record stands; nothing if it came to its end. */
  function work(id: string, machine: Machine, command: MachineCommand): Promise<void> | undefined {
    const { disk, commands, power } = machine;
    const record = disk.commands[command.key]!;
    const ongoing = commands.get(command.key)?.ended;
    if (ongoing !== undefined || record.state !== 'running' || record.boot !== disk.boots) return ongoing;
    const end = new AbortController();
    const interrupted = AbortSignal.any([power.signal, end.signal]);
    const host: Host = {
      disk,
      durations,
      power: power.signal,
      end: end.signal,
      sleep: async (milliseconds) => void (await sleepWhilePowered(milliseconds, interrupted)),
      save: () => disks.write(id, disk),
    };
    const started = run(host, command, record).finally(() => commands.delete(command.key));
    commands.set(command.key, { ended: started, end });
    return started;
  }

  const bootOf = (id: string) => {
    const machine = find(id);
    return machine?.answers ? `${id}/${machine.disk.boots}` : undefined;
  };

  return {
    kind: 'simulated',

    async probe() {
      return { available: true, reason: 'Simulated machines live in this process and need nothing.' };
    },

    async prepareImage() {
      return { image, description: 'Debian 12 (simulated), its security updates still pending' };
    },

    async create(id, spec) {
      if (spec.image !== image) {
        throw new MachineError('ImageMissing', `There is no image ${spec.image}. Prepare the image first.`);
      }
      if (find(id) === undefined) disks.write(id, newDisk(spec.image, spec.hostname));
    },

    start,
    stop,

    async reboot(id) {
      if (get(id).disk.status === 'stopped') {
        throw new MachineError('MachineNotRunning', `${id} is stopped and cannot be rebooted. Start it.`);
      }
      await stop(id);
      await start(id);
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

    async exec(id, command, signal): Promise<CommandResult> {
      const machine = getReady(id);
      const { disk } = machine;
      if (disk.commands[command.key] === undefined) {
        disk.commands[command.key] = newRecord(disk);
        disks.write(id, disk);
      }
      const record = disk.commands[command.key]!;
      await detachable(work(id, machine, command) ?? Promise.resolve(), signal);
      if (closing.signal.aborted) throw closing.signal.reason;
      return outcome(id, command, record);
    },

    async kill(id, key) {
      const { disk, commands } = getReady(id);
      disk.commands[key] ??= newRecord(disk);
      const record = disk.commands[key];
      if (record.state !== 'running' || record.boot !== disk.boots) return;
      const ongoing = commands.get(key);
      if (ongoing === undefined) record.state = 'killed';
      else {
        ongoing.end.abort();
        await ongoing.ended;
      }
      disks.write(id, disk);
    },

    list: async () => disks.ids(),

    async close() {
      const message = 'The simulated machines ended with the Region that they belong to. Start it again.';
      closing.abort(new MachineError('EngineUnavailable', message));
      for (const machine of machines.values()) machine.power.abort();
    },
  };
}
