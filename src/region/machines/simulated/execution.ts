import { basename } from 'node:path';
import { commandKilled, commandLost, commandTimedOut } from '../command/failures.ts';
import type { CommandResult, MachineCommand } from '../driver.ts';
import type { CommandRecord, Disk } from './disk.ts';
import { programs } from './programs/index.ts';
import { type Durations, failed } from './programs/program.ts';
import { parseScript, type SimpleCommand, UnsupportedSyntax } from './script.ts';

/** What a command needs of the machine that it runs on. */
export interface Host {
  disk: Disk;
  durations: Durations;
  /** Aborted when the boot that the command runs in is over. */
  power: AbortSignal;
  /** Aborted when somebody wants the command to end. */
  end: AbortSignal;
  /** Ends early when the power goes, or the command is to end. */
  sleep(milliseconds: number): Promise<void>;
  /** Makes what was done so far durable. */
  save(): void;
}

/** How many finished commands a machine remembers. */
const rememberedCommands = 200;

const shells = new Set(['sh', 'bash', 'dash']);

export function newRecord(disk: Disk): CommandRecord {
  const output = { exitCode: 0, stdout: '', stderr: '' };
  return { boot: disk.boots, next: 0, stopOnFailure: false, spent: 0, output, state: 'running' };
}

/**
 * Runs a command from where its record stands to its end. Each simple command has its effect, and takes the record on,
 * in one durable step. Returns early, with the record still running, when the machine goes down meanwhile.
 */
export async function run(host: Host, command: MachineCommand, record: CommandRecord): Promise<void> {
  const { disk } = host;
  const left = () => command.timeoutSeconds * 1000 - record.spent;
  const parsed = simpleCommands(command, disk);
  if ('error' in parsed) {
    record.output = parsed.error;
    record.state = 'exited';
  } else {
    if (record.next === 0) record.stopOnFailure = parsed.stopOnFailure;
    while (record.state === 'running') {
      const simple = parsed.commands[record.next];
      if (simple === undefined) {
        record.state = 'exited';
        break;
      }
      const skip =
        (simple.runIf === 'success' && record.output.exitCode !== 0) ||
        (simple.runIf === 'failure' && record.output.exitCode === 0);
      if (skip) {
        record.next += 1;
        continue;
      }
      const step = program(simple, host, record);
      await host.sleep(Math.min(step.milliseconds, left()));
      if (host.power.aborted) return;
      if (host.end.aborted) {
        record.state = 'killed';
        break;
      }
      if (step.milliseconds > left()) {
        record.state = 'timedOut';
        break;
      }
      record.spent += step.milliseconds;
      append(record, step.finish());
      record.next += 1;
      const handled = parsed.commands[record.next]?.runIf ?? 'always';
      if (record.output.exitCode !== 0 && record.stopOnFailure && handled === 'always') record.state = 'exited';
      if (record.state === 'running') host.save();
    }
  }
  forgetOldest(disk);
  host.save();
}

/** The result of a command whose record is no longer running, or that can no longer end. */
export function outcome(id: string, command: MachineCommand, record: CommandRecord): CommandResult {
  const { exitCode: _, ...output } = record.output;
  if (record.state === 'exited') return record.output;
  if (record.state === 'timedOut') throw commandTimedOut(id, command, output);
  if (record.state === 'killed') throw commandKilled(id, command, output);
  throw commandLost(id, command.argv[0]!);
}

function simpleCommands(
  command: MachineCommand,
  disk: Disk,
): { commands: SimpleCommand[]; stopOnFailure: boolean } | { error: CommandResult } {
  const [name = '', ...args] = command.argv;
  const flags = /^-[ceux]+$/.test(args[0] ?? '') ? args[0]! : '';
  if (!shells.has(basename(name)) || !flags.includes('c')) {
    const commands: SimpleCommand[] = [{ words: [...command.argv], runIf: 'always' }];
    return { commands, stopOnFailure: false };
  }
  try {
    const environment = { HOSTNAME: disk.hostname, HOME: '/root', ...command.environment };
    return { commands: parseScript(args[1] ?? '', environment), stopOnFailure: flags.includes('e') };
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) throw error;
    return { error: failed(2, `${name}: the simulated machine's shell is a small one: ${error.message}`) };
  }
}

/** What a simple command does: one of the shell's own, or one of the machine's programs. */
function program({ words }: SimpleCommand, host: Host, record: CommandRecord) {
  const [name = '', ...args] = words;
  const builtin = builtins[name];
  if (builtin !== undefined) return { milliseconds: 0, finish: () => builtin(args, record) };
  const found = programs[basename(name)];
  if (found === undefined) return { milliseconds: 0, finish: () => failed(127, `${name}: command not found`) };
  return found({ arguments: args, disk: host.disk, durations: host.durations });
}

const builtins: Record<string, (args: string[], record: CommandRecord) => CommandResult> = {
  exit(args, record) {
    record.state = 'exited';
    return { exitCode: Number(args[0] ?? record.output.exitCode) & 255, stdout: '', stderr: '' };
  },
  set(args, record) {
    if (args.length !== 1 || (args[0] !== '-e' && args[0] !== '+e')) {
      return failed(2, `set: unsupported here: ${args.join(' ')}`);
    }
    record.stopOnFailure = args[0] === '-e';
    return { exitCode: 0, stdout: '', stderr: '' };
  },
};

function append(record: CommandRecord, result: CommandResult): void {
  record.output = {
    exitCode: result.exitCode,
    stdout: record.output.stdout + result.stdout,
    stderr: record.output.stderr + result.stderr,
  };
}

function forgetOldest(disk: Disk): void {
  const finished = Object.keys(disk.commands).filter((key) => disk.commands[key]!.state !== 'running');
  for (const key of finished.slice(0, -rememberedCommands)) delete disk.commands[key];
}
