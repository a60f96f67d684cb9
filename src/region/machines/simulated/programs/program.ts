import type { CommandResult } from '../../driver.ts';
import type { Disk } from '../disk.ts';

/** How long the work of a simulated machine takes, in milliseconds. */
export interface Durations {
  /** From start to the agent's first answer. */
  boot: number;
  shutdown: number;
  /** `apt-get update` */
  fetchLists: number;
  /** Each package that is installed, download included. */
  installPackage: number;
  /** Any other program. */
  program: number;
  /** A copy of the disk. */
  snapshot: number;
}

/**
 * A program of the simulated machine: how long it takes and what it does when that time is over. `finish` is one step,
 * so a machine that goes down before it has not been touched.
 */
export type Program = (call: ProgramCall) => {
  milliseconds: number;
  finish(): CommandResult;
  /** it installs packages, in that time */
  installs?: boolean;
};

export interface ProgramCall {
  /** Without the program's name. */
  arguments: string[];
  disk: Disk;
  durations: Durations;
  /** what is piped into it */
  input: string;
  /** milliseconds since epoch */
  now: number;
}

/** What a program prints as lines. */
export const printed = (lines: string[], exitCode = 0): CommandResult => ({
  exitCode,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
});

export const failed = (exitCode: number, stderr: string, stdout = ''): CommandResult => ({
  exitCode,
  stdout,
  stderr: `${stderr}\n`,
});

/** A program that only reads, from what the machine is and what is piped into it. */
export const reader =
  (answer: (args: string[], disk: Disk, call: ProgramCall) => CommandResult): Program =>
  (call) => ({
    milliseconds: call.durations.program,
    finish: () => answer(call.arguments, call.disk, call),
  });

/** A program that writes to the disk, at once: it has no other output. */
export const writer =
  (change: (args: string[], disk: Disk) => string | undefined): Program =>
  ({ arguments: args, disk, durations }) => ({
    milliseconds: durations.program,
    finish() {
      const complaint = change(args, disk);
      return complaint === undefined ? printed([]) : failed(1, complaint);
    },
  });
