/** The commands that simulated machines run: each once for its key, and kept on the machine's disk. */
import { detachable } from '../detach.ts';
import type { CommandResult, MachineCommand } from '../driver.ts';
import type { Agents, Surroundings } from './agent.ts';
import { type Host, newRecord, outcome, run } from './execution.ts';
import type { SimulatedMachine } from './machine.ts';
import type { Durations } from './programs/program.ts';

export interface Commands {
  exec(id: string, machine: SimulatedMachine, command: MachineCommand, signal?: AbortSignal): Promise<CommandResult>;
  kill(id: string, machine: SimulatedMachine, key: string): Promise<void>;
}

interface CommandSurroundings extends Surroundings {
  readonly durations: Durations;
  readonly agents: Agents;
  /** Aborted when the machines end with the process. */
  readonly closing: AbortSignal;
}

export function commandsOf({ durations, agents, closing, now, sleep, save }: CommandSurroundings): Commands {
  /** The command's work on this machine, taken up where its record stands; nothing if it came to its end. */
  function work(id: string, machine: SimulatedMachine, command: MachineCommand): Promise<void> | undefined {
    const { disk, commands, power } = machine;
    const record = disk.commands[command.key]!;
    const ongoing = commands.get(command.key)?.ended;
    if (ongoing !== undefined || record.state !== 'running' || record.boot !== disk.boots) return ongoing;
    const end = new AbortController();
    if (record.ends) end.abort();
    const interrupted = AbortSignal.any([power.signal, end.signal]);
    const host: Host = {
      disk,
      durations,
      power: power.signal,
      end: end.signal,
      now,
      sleep: async (milliseconds) => void (await sleep(milliseconds, interrupted)),
      installing: (milliseconds) => agents.installing(id, machine, milliseconds),
      save: () => save(id, disk),
    };
    const ended = run(host, command, record).finally(() => commands.delete(command.key));
    commands.set(command.key, { ended, end });
    return ended;
  }

  return {
    async exec(id, machine, command, signal) {
      const { disk, agent } = machine;
      if (disk.commands[command.key] === undefined) {
        disk.commands[command.key] = newRecord(disk);
        save(id, disk);
      }
      const record = disk.commands[command.key]!;
      const given = signal === undefined ? agent.signal : AbortSignal.any([agent.signal, signal]);
      await detachable(work(id, machine, command) ?? Promise.resolve(), given);
      closing.throwIfAborted();
      return outcome(id, command, record);
    },

    async kill(id, { disk, commands }, key) {
      const record = disk.commands[key];
      const ongoing = commands.get(key);
      ongoing?.end.abort();
      await ongoing?.ended;
      if (record === undefined) disk.commands[key] = { ...newRecord(disk), state: 'killed' };
      else if (record.state === 'running' && record.boot === disk.boots) record.ends = true;
      save(id, disk);
    },
  };
}
