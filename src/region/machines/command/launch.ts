import { readFileSync } from 'node:fs';
import type { CommandResult, MachineCommand } from '../driver.ts';
import { commandKilled, commandLost, commandRefused, commandTimedOut } from './failures.ts';

const launch = readFileSync(new URL('./launch.pl', import.meta.url), 'utf8');

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** One call of the launcher. */
export interface Call<T> {
  /** The program and arguments that a command channel runs for it, in the machine, as root. */
  readonly argv: readonly string[];
  /** What is called for, for people. */
  readonly what: string;
  /** What the launcher printed, understood; undefined if it was cut off before it could say anything. Throws MachineError. */
  read(id: string, printed: Printed): T | undefined;
}

/** Runs a command, or attaches to it. Throws MachineError CommandLost, CommandTimedOut, CommandKilled, CommandRefused. */
export function commandCall(command: MachineCommand): Call<CommandResult> {
  if (!(command.timeoutSeconds > 0)) throw new TypeError(`not a time limit: ${command.timeoutSeconds}`);
  const environment = Object.entries(command.environment ?? {}).map(([name, value]) => `${name}=${value}`);
  const seconds = String(Math.ceil(command.timeoutSeconds));
  const what = command.argv[0] ?? '';
  return {
    argv: callOf(command.key, seconds, ...environment, '--', ...command.argv),
    what,
    read(id, printed) {
      const { verdict, exitCode, ...output } = readVerdict(printed);
      if (verdict === 'timed-out') throw commandTimedOut(id, command, output);
      if (verdict === 'killed') throw commandKilled(id, command, output);
      if (verdict === 'lost') throw commandLost(id, what);
      if (verdict === 'refused') throw commandRefused(id, what, output.stderr);
      return verdict === 'exited' ? { exitCode, ...output } : undefined;
    },
  };
}

/** Ends the command of that key, or keeps it from beginning. Throws MachineError CommandRefused. */
export function killCall(key: string): Call<true> {
  const what = 'the end of a command';
  return {
    argv: callOf(key, 'kill', '--'),
    what,
    read(id, printed) {
      const { verdict, stderr } = readVerdict(printed);
      if (verdict === 'refused') throw commandRefused(id, what, stderr);
      return verdict === '' ? undefined : true;
    },
  };
}

function callOf(key: string, ...rest: string[]): string[] {
  if (!/^[\w.-]{1,128}$/.test(key) || key.startsWith('.')) throw new TypeError(`not a command's key: ${key}`);
  return ['perl', '-e', launch, '--', key, ...rest];
}

/** The first line, and the command's own output below it. The verdict is empty if that line did not come. */
function readVerdict({ stdout, stderr }: Printed) {
  const [line = '', verdict = '', exitCode] = /^(?:(exited) (\d+)|timed-out|killed|lost|refused)\n/.exec(stdout) ?? [];
  return { verdict: verdict || line.trimEnd(), exitCode: Number(exitCode), stdout: stdout.slice(line.length), stderr };
}
