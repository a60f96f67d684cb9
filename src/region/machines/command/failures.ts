/** How commands go wrong, in the same words on every kind of machine. */
import { type CommandResult, type MachineCommand, MachineError } from '../driver.ts';

type Output = Omit<CommandResult, 'exitCode'>;

export function commandTimedOut(id: string, { argv, timeoutSeconds }: MachineCommand, output: Output): MachineError {
  const message = `${argv[0]} on ${id} ran for longer than ${timeoutSeconds} s and was killed. Allow it more time, or look at what it printed.`;
  return new MachineError('CommandTimedOut', message, { output });
}

export function commandKilled(id: string, { argv }: MachineCommand, output: Output): MachineError {
  const message = `${argv[0]} on ${id} was killed, as somebody asked for. Look at what it printed, and send it again under another key.`;
  return new MachineError('CommandKilled', message, { output });
}

/** @param what it was to begin: a program */
export function commandRefused(id: string, what: string, complaint: string): MachineError {
  const why = complaint.trim() || 'it does not say why';
  return new MachineError(
    'CommandRefused',
    `${id} could not begin ${what}: ${why}. See that it has room on its disk, and Perl.`,
  );
}

/** @param what it ran: a program */
export function commandLost(id: string, what: string): MachineError {
  return new MachineError(
    'CommandLost',
    `${id} went down while it ran ${what}. Look at the state it is in before the command is sent again.`,
  );
}
