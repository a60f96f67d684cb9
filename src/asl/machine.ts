import type { DataFlow } from './data/dataflow.ts';
import type { Failure } from './errors.ts';
import type { ChildEnded, MapRunUpdated, TaskReported } from './event.ts';
import type { Json, JsonObject } from './json.ts';
import type { Catcher, Retrier } from './retry.ts';
import type { Run } from './run.ts';
import type { Frame } from './snapshot.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A definition, parsed and compiled once: expressions are functions, sub-machines are found by their path. */
export interface Machine {
  definition: JsonObject;
  flows: { [path: string]: Flow };
  timeoutSeconds?: number;
}

/** States that are run one after another: the machine's, or those of a branch or an item processor. */
export interface Flow {
  startAt: string;
  states: { [name: string]: State };
}

/** A compiled state. */
export interface State {
  name: string;
  type: string;
  /** The types of the events that tell that it was entered and left. */
  enteredEvent: string;
  exitedEvent: string;
  language: QueryLanguage;
  /** The state to go on with; undefined at the end, and where the state itself decides. */
  next?: string;
  data: DataFlow;
  retry: readonly Retrier[];
  catch: readonly Catcher[];
  behaviour: Behaviour;
}

/** What a state does when something happens to it. Each may throw StatesError. */
export interface Behaviour {
  /** It has been entered, or is to be tried again. */
  enter(run: Run, frame: Frame, state: State): void;
  /** A timer of it has fired. */
  timer?(run: Run, frame: Frame, state: State, timer: string): void;
  /** Its task is overdue, by that timer: writes so. @returns how the state failed */
  timeOut?(run: Run, frame: Frame, timer: string): Failure;
  /** Its task has reported. */
  task?(run: Run, frame: Frame, state: State, report: TaskReported): void;
  /** A child execution of its Map Run has ended. */
  childExecution?(run: Run, frame: Frame, state: State, ended: ChildEnded): void;
  /** Its Map Run, which failed or was aborted, is to go on. */
  redrive?(run: Run, frame: Frame, state: State): void;
  /** Its Map Run is to go on with other limits. */
  mapRunUpdated?(run: Run, frame: Frame, state: State, update: MapRunUpdated): void;
  /** A branch or iteration has ended. */
  childEnded?(run: Run, frame: Frame, state: State, child: Frame, output: Json): void;
  childFailed?(run: Run, frame: Frame, state: State, child: Frame, failure: Failure): void;
  /** The event that tells that the state failed, where there is one. */
  failedEvent?: string;
}

/** What a state type is given to compile a state from. */
export interface StateSource {
  name: string;
  definition: JsonObject;
  language: QueryLanguage;
  /** Compiles a sub-machine; `member` is where it stands within the state. @returns its path, for `Frame.flow` */
  flow(definition: JsonObject, member: string): string;
}

/** One state type: a file each in `states/`. */
export interface StateType {
  /** The fields it may have, beside Type, Comment and QueryLanguage, in each query language. */
  fields: { common: readonly string[]; JSONPath: readonly string[]; JSONata: readonly string[] };
  /** Fields it must have. */
  required?: readonly string[];
  /** Groups of fields of which it must have exactly one. */
  oneOf?: readonly (readonly string[])[];
  /** Groups of fields of which it may have one at most. */
  atMostOneOf?: readonly (readonly string[])[];
  compile(source: StateSource): Behaviour;
}
