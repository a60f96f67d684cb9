import { readFileSync } from 'node:fs';
import { type CommandResult, type MachineCommand, MachineError } from '../driver.ts';

const launch = readFileSync(new URL('./launch.pl', import.meta.url), 'utf8');

/** The program and arguments that a command channel runs for a command, in the machine, as root. */
export function launchArguments(command: MachineCommand): string[] {
  if (!/^[\w.-]{1,128}$/.test(command.key) || command.key.startsWith('.')) {
    throw new TypeError(`not a command's key: ${command.key}`);
  }
  if (!(command.timeoutSeconds > 0)) throw new TypeError(`not a time limit: ${command.timeoutSeconds}`);
  const environment = Object.entries(command.environment ?? {}).map(([name, value]) => `${name}=${value}`);
  const seconds = String(Math.ceil(command.timeoutSeconds));
  return ['perl', '-e', launch, '--', command.key, seconds, ...environment, '--', ...command.argv];
}

/**
 * What the launcher printed, understood; undefined if it was cut off before it could say anything.
 * @throws MachineError CommandLost, CommandTimedOut, CommandRefused
 */
export function launchResult(
  id: string,
  command: MachineCommand,
  printed: { stdout: string; stderr: string },
): CommandResult | undefined {
  const [verdict = '', rest] = splitFirstLine(printed.stdout);
  const exited = /^exited (\d+)$/.exec(verdict);
  if (exited !== null) return { exitCode: Number(exited[1]), stdout: rest, stderr: printed.stderr };
  if (verdict === 'timed-out') {
    const message = `${command.argv[0]} on ${id} ran for longer than ${command.timeoutSeconds} s and was killed. Allow it more time, or look at what it printed.`;
    throw new MachineError('CommandTimedOut', message, { output: { stdout: rest, stderr: printed.stderr } });
  }
  if (verdict === 'lost') throw commandLost(id, command);
  if (verdict === 'refused') throw commandRefused(id, command, printed.stderr);
  return undefined;
}

export function commandRefused(id: string, command: MachineCommand, complaint: string): MachineError {
  const why = complaint.trim() || 'it does not say why';
  return new MachineError(
    'CommandRefused',
    `${id} could not begin ${command.argv[0]}: ${why}. See that it has room on its disk, and Perl.`,
  );
}

export function commandLost(id: string, command: MachineCommand): MachineError {
  return new MachineError(
    'CommandLost',
    `${id} went down while it ran ${command.argv[0]}. Look at the state it is in before the command is sent again.`,
  );
}

function splitFirstLine(text: string): [string, string] {
  const end = text.indexOf('\n');
  return end === -1 ? ['', ''] : [text.slice(0, end), text.slice(end + 1)];
}
