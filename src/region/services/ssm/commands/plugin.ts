/** A plugin is what carries out one step of a document on one machine. */
import type { CommandResult } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import type { Parameters } from '../documents/parameter.ts';

/**
 * A plugin may be run again from its beginning after the Region was killed. What it asks of the machine is done once
 * all the same, because each call names itself: the answer is then the one there was.
 */
export type Plugin = (run: PluginRun) => Promise<PluginOutcome>;

export interface PluginRun {
  readonly commandId: string;
  readonly instanceId: string;
  readonly parameters: Parameters;
  readonly outside: Outside;
  /** milliseconds since epoch, the same when it is run again */
  readonly startedAt: number;
  /**
   * Runs a program on the machine, once per name.
   * @param name letters, digits, dots and hyphens
   * @throws Interruption
   */
  exec(name: string, argv: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** Reboots the machine, once per name, and waits until it is back. @throws Interruption */
  reboot(name: string): Promise<void>;
  /** Waits; @throws Interruption when the command is cancelled meanwhile or its time is over */
  pause(milliseconds: number): Promise<void>;
  /** Adds to the standard output, or to the standard error. */
  print(text: string, to?: 'stdout' | 'stderr'): void;
}

export interface PluginOutcome {
  /** 0 is success */
  readonly responseCode: number;
  /** what else is written, in the transaction that ends the invocation */
  readonly commit?: Commit;
}

/**
 * Nobody will ever know what a plugin has come to: the agent that ran it is gone. As on AWS the invocation stays as it is,
 * InProgress.
 */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** Why a plugin could not be brought to its end. What it has printed stands. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly details: 'Failed' | 'ExecutionTimedOut' | 'Cancelled';

  constructor(details: Interruption['details'], message: string) {
    super(message);
    this.details = details;
  }
}
