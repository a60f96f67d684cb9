/** What a command of `wakepatch` is: data, from which its help, its completions and docs/commands.md are made, and a function. */
import type { ArgsDef, ParsedArgs } from 'citty';
import type { Shape } from './json/shape.ts';

/** A line as people type it, and what comes of it. Ids in it are `exampleIds`. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What a command prints with `--json`. */
export interface JsonOutput {
  /** `document`: one. `lines`: one a line, as they come (JSON Lines). */
  readonly form: 'document' | 'lines';
  // biome-ignore lint/suspicious/noExplicitAny: a shape is held to its type where it is written
  readonly shape: Shape<any>;
}

export interface Command<T extends ArgsDef = ArgsDef> {
  readonly meta: {
    readonly name: string;
    /** one sentence */
    readonly description: string;
    /** what else one has to know to use it; paragraphs */
    readonly details?: readonly string[];
  };
  readonly args: T;
  readonly examples: readonly Example[];
  /** undefined for a command whose output is for another program as it is */
  readonly json?: JsonOutput;
  run(context: { args: ParsedArgs<T> }): Promise<void> | void;
}

/** Lets a command's arguments be known by their types. */
export function defineCommand<T extends ArgsDef>(command: Command<T>): Command<T> {
  return command;
}

/** The option of every command that has a `json`. */
export const jsonArgument = {
  json: { type: 'boolean', description: 'Print JSON, as docs/commands.md describes it', default: false },
} as const;

/** The option of every command that changes what cannot be had back. */
export const yesArgument = {
  yes: { type: 'boolean', description: 'Do not ask', default: false },
} as const;

/** The ids in examples: a test puts those of real things in their place, and runs the examples. */
export const exampleIds = {
  instance: 'i-0a1b2c3d4e5f67890',
  window: 'mw-0a1b2c3d4e5f67890',
  command: '11111111-2222-3333-4444-555555555555',
  execution: '66666666-7777-8888-9999-000000000000',
} as const;
