/** What a shell is while it runs a script. */
import type { Scope } from './expand.ts';
import type { Command } from './syntax.ts';

/** Input that is read from its beginning to its end. */
export interface Input {
  text: string;
}

/** Where a command reads and writes. */
export interface Streams {
  readonly input: Input;
  out(text: string): void;
  err(text: string): void;
}

/** What runs programs and writes files; everything that a script has to do with its machine. */
export interface Machine {
  /** @returns the exit code */
  run(words: readonly string[], environment: ReadonlyMap<string, string>, streams: Streams): Promise<number>;
  /** A file's contents, for `<`. @returns undefined for one that is not there */
  read(path: string): Promise<string | undefined>;
  write(path: string, text: string, append: boolean): Promise<void>;
}

export interface Shell extends Scope {
  readonly machine: Machine;
  readonly functions: Map<string, Command>;
  /** `set -e` was seen */
  errexit: boolean;
  /** How many conditions the command stands in: a failure there ends nothing. */
  conditions: number;
  /** Where the commands of `$(…)` complain. */
  err: Streams['err'];
  /** How often loops have gone round, subshells included. */
  turns: { count: number };
  /** Whether the current command has a `$(…)`, whose status is that of an assignment. */
  substituted: boolean;
}

/** What ends more than the command that it stands in. */
export class Leave extends Error {
  readonly what: 'exit' | 'return' | 'break' | 'continue';
  /** the exit code, or how many loops */
  readonly value: number;
  constructor(what: Leave['what'], value: number) {
    super(what);
    this.what = what;
    this.value = value;
  }
}
