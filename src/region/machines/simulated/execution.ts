import { basename } from 'node:path';
import { commandKilled, commandLost, commandTimedOut } from '../command/failures.ts';
import type { CommandResult, MachineCommand } from '../driver.ts';
import type { CommandRecord, Disk } from './disk.ts';
import { files, writeFile } from './programs/files.ts';
import { programs } from './programs/index.ts';
import { type Durations, failed, type Program, printed } from './programs/program.ts';
import { interpret, newShell } from './shell/interpret.ts';
import { parseScript } from './shell/parse.ts';
import type { Machine, Streams } from './shell/shell.ts';
import { type List, UnsupportedSyntax } from './shell/syntax.ts';

/** What a command needs of the machine that it runs on. */
export interface Host {
  disk: Disk;
  durations: Durations;
  /** Aborted when the boot that the command runs in is over. */
  power: AbortSignal;
  /** Aborted when somebody wants the command to end. */
  end: AbortSignal;
  /** milliseconds since epoch */
  now(): number;
  /** Ends early when the power goes, or the command is to end. */
  sleep(milliseconds: number): Promise<void>;
  /** Packages are being installed from now on. @param milliseconds how long it is going to take */
  installing(milliseconds: number): void;
  /** Makes what was done so far durable. */
  save(): void;
}

/**
 * Milliseconds from which on a program is not done again when the process dies: what is quicker is kept with the next one, or
 * with the end of the command. Its effect and its answer are kept together, so it is no matter which of the two it is.
 */
const worthKeeping = 1000;

/** How many finished commands a machine remembers. */
const rememberedCommands = 200;

const shells = new Set(['sh', 'bash', 'dash']);

export function newRecord(disk: Disk): CommandRecord {
  const output = { exitCode: 0, stdout: '', stderr: '' };
  return { boot: disk.boots, answers: [], spent: 0, output, state: 'running' };
}

/** Why a command ends before its end. */
class Ended extends Error {
  readonly state: 'lost' | 'killed' | 'timedOut';
  constructor(state: Ended['state']) {
    super(state);
    this.state = state;
  }
}

/**
 * Runs a command, from its beginning or on from where it stood. Each program has its effect, and takes the record on, in one
 * step. Returns early, with the record still running, when the machine goes down meanwhile.
 */
export async function run(host: Host, command: MachineCommand, record: CommandRecord): Promise<void> {
  // What was printed comes again from the programs' answers.
  record.output = { exitCode: 0, stdout: '', stderr: '' };
  const streams: Streams = {
    input: { text: '' },
    out: (text) => {
      record.output.stdout += text;
    },
    err: (text) => {
      record.output.stderr += text;
    },
  };
  try {
    const machine = machineOf(host, command, record);
    const environment = { HOSTNAME: host.disk.hostname, HOME: '/root', PWD: '/', ...command.environment };
    record.output.exitCode = await machine.run(command.argv, new Map(Object.entries(environment)), streams);
    record.state = 'exited';
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    if (error.state === 'lost') return;
    record.state = error.state;
  }
  record.answers = [];
  forgetOldest(host.disk);
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

/** The machine as one command has it: its programs, each run once, and its time, which comes to an end. */
function machineOf(host: Host, command: MachineCommand, record: CommandRecord): Machine {
  const { disk, durations } = host;
  const left = () => command.timeoutSeconds * 1000 - record.spent;
  let next = 0;
  let kept = 0;

  /** What was printed meanwhile has to be there, whatever becomes of this process during the next wait. */
  function keepOutput(): void {
    const { stdout, stderr } = record.output;
    if (stdout.length + stderr.length > kept) host.save();
    kept = stdout.length + stderr.length;
  }

  /** One program, or its answer from when the command ran before. */
  async function perform(program: Program, args: readonly string[], input = ''): Promise<CommandResult> {
    const known = record.answers[next++];
    if (known !== undefined) return known;
    const call = { arguments: [...args], disk, durations, input, now: host.now() };
    const { milliseconds, finish, installs } = program(call);
    if (installs) host.installing(milliseconds);
    if (milliseconds >= worthKeeping) keepOutput();
    await host.sleep(Math.min(milliseconds, left()));
    if (host.power.aborted) throw new Ended('lost');
    if (host.end.aborted) throw new Ended('killed');
    if (milliseconds > left()) throw new Ended('timedOut');
    record.spent += milliseconds;
    const answer = finish();
    record.answers.push(answer);
    if (milliseconds >= worthKeeping) host.save();
    return answer;
  }

  /** A file's contents, as a program would read them. */
  const contents = (path: string) =>
    perform(
      (call) => ({
        milliseconds: 0,
        finish() {
          const text = files(call.disk, call.now)[path];
          return text === undefined ? printed([], 1) : { exitCode: 0, stdout: text, stderr: '' };
        },
      }),
      [],
    );

  async function runShell(name: string, args: readonly string[], environment: Variables, streams: Streams) {
    const [flags = '', ...rest] = args;
    if (!/^-[ceux]+$/.test(flags) || !flags.includes('c'))
      return told(failed(2, `${name}: the simulated machine's shell takes its script with -c`), streams);
    const [script = '', zero = name, ...positional] = rest;
    return runScript(script, { zero, positional, flags }, environment, streams);
  }

  async function runScript(
    script: string,
    { zero, positional, flags }: { zero: string; positional: readonly string[]; flags: string },
    environment: Variables,
    streams: Streams,
  ): Promise<number> {
    try {
      const variables = Object.fromEntries(environment);
      const options = { errexit: flags.includes('e'), nounset: flags.includes('u') };
      const shell = newShell(machine, { variables, zero, positional, ...options });
      return await interpret(shell, parsed(script), streams);
    } catch (error) {
      if (!(error instanceof UnsupportedSyntax)) throw error;
      return told(failed(2, `${zero}: the simulated machine's shell is a small one: ${error.message}`), streams);
    }
  }

  /** A file that was written here and made executable: a script of the shell. */
  async function runFile(path: string, args: readonly string[], environment: Variables, streams: Streams) {
    const { exitCode, stdout } = await contents(path);
    if (exitCode !== 0) return told(failed(127, `${path}: not found`), streams);
    const [, interpreter = '/bin/sh'] = /^#!\s*(\S+)/.exec(stdout) ?? [];
    if (!shells.has(basename(interpreter))) return told(failed(127, `${path}: ${interpreter}: not found`), streams);
    return runScript(stdout, { zero: path, positional: args, flags: '' }, environment, streams);
  }

  /** env(1): variables and `--chdir`, then a program. */
  async function runEnv(args: readonly string[], environment: Variables, streams: Streams): Promise<number> {
    const added = new Map(environment);
    for (const [index, arg] of args.entries()) {
      const [, name, value] = /^(--chdir|[A-Za-z_]\w*)=([\s\S]*)$/.exec(arg) ?? [];
      if (name === undefined) return machine.run(args.slice(index), added, streams);
      if (name !== '--chdir') added.set(name, value!);
      else if ((await perform(programs.test!, ['-d', value!])).exitCode === 0) added.set('PWD', value!);
      else return told(failed(125, `env: cannot change directory to '${value}': No such file or directory`), streams);
    }
    return 0;
  }

  const machine: Machine = {
    async run(words, environment, streams) {
      const [name = '', ...args] = words;
      const bare = basename(name);
      if (bare === 'env') return runEnv(args, environment, streams);
      if (shells.has(bare)) return runShell(name, args, environment, streams);
      const program = Object.hasOwn(programs, bare) ? programs[bare] : undefined;
      if (program !== undefined) {
        const answer = await perform(program, args, streams.input.text);
        streams.input.text = '';
        return told(answer, streams);
      }
      if (name.startsWith('/')) return runFile(name, args, environment, streams);
      return told(failed(127, `${name}: command not found`), streams);
    },
    async read(path) {
      const { exitCode, stdout } = await contents(path);
      return exitCode === 0 ? stdout : undefined;
    },
    async write(path, text, append) {
      await perform(
        (call) => ({
          milliseconds: durations.program,
          finish() {
            writeFile(call.disk, path, text, append);
            return printed([]);
          },
        }),
        [],
      );
    },
  };
  return machine;
}

type Variables = ReadonlyMap<string, string>;

function told({ exitCode, stdout, stderr }: CommandResult, streams: Streams): number {
  streams.out(stdout);
  streams.err(stderr);
  return exitCode;
}

/** Trees of the scripts that were read last: a fleet is sent the same ones. */
const trees = new Map<string, List>();

function parsed(script: string): List {
  const known = trees.get(script);
  if (known !== undefined) return known;
  const tree = parseScript(script);
  if (trees.size >= 32) trees.delete(trees.keys().next().value!);
  trees.set(script, tree);
  return tree;
}

function forgetOldest(disk: Disk): void {
  const finished = Object.keys(disk.commands).filter((key) => disk.commands[key]!.state !== 'running');
  for (const key of finished.slice(0, -rememberedCommands)) delete disk.commands[key];
}
