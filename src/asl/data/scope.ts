import type { Json, JsonObject } from '../json.ts';

/** What expressions can see beside the value they are applied to. */
export interface Scope {
  /** The Context object (`$$`, `$states.context`). */
  context(): JsonObject;
  /** A variable, from this scope or an enclosing one; undefined if it was never assigned. */
  variable(name: string): Json | undefined;
  /** All variables that can be seen. */
  variables(): JsonObject;
  /** The next random number, 0 <= n < 1; with a seed, that of a generator started from it. */
  random(seed?: number): number;
  /** The next random version 4 UUID. */
  uuid(): string;
  /** Milliseconds since epoch. */
  now: number;
  /** The state's input (`$states.input`); its result and error where there is one. */
  input: Json;
  result?: Json;
  errorOutput?: Json;
}

/** A compiled expression or template, applied to what `$` means where it stands. Throws StatesError. */
export type Evaluator = (value: Json, scope: Scope) => Json;
