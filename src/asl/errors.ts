import { entryOf } from './json.ts';

/**
 * A failure inside a state, as Retry and Catch see it. Thrown by whatever evaluates the fields of a state; the cause
 * is then completed with the state's name, as AWS does. Source: "Handling errors in Step Functions workflows".
 */
export class StatesError extends Error {
  /** The error name, such as `States.Runtime`. */
  readonly error: string;
  /** For a JSONata failure, the field which the EvaluationFailed event names. */
  readonly location?: string;

  constructor(error: string, cause: string, location?: string) {
    super(cause);
    this.name = 'StatesError';
    this.error = error;
    this.location = location;
  }
}

/** States.Runtime: the data does not fit the definition. It cannot be retried or caught; the execution fails. */
export function runtimeError(cause: string): StatesError {
  return new StatesError('States.Runtime', cause);
}

/** How a state, a branch or an execution failed. Both parts may be missing, as in `{ "Type": "Fail" }`. */
export interface Failure {
  error?: string;
  cause?: string;
  /** A more special name by which Retry and Catch may know it too. */
  alias?: string;
}

// States.TaskFailed stands for every error but a timeout.
const isTaskFailure = (failure: Failure) => failure.error !== 'States.Timeout' && failure.error !== 'States.Runtime';

/** Names in ErrorEquals that stand for more than themselves. */
const wildcards: Record<string, (failure: Failure) => boolean> = {
  // "States.ALL can't catch the States.DataLimitExceeded terminal error or Runtime error types", says the
  // documentation; recorded executions show that States.DataLimitExceeded is caught.
  'States.ALL': (failure) => failure.error !== 'States.Runtime',
  'States.TaskFailed': isTaskFailure,
};

/** Whether ErrorEquals, of a retrier or a catcher, names the failure. */
export function errorEquals(names: readonly string[], failure: Failure): boolean {
  return names.some(
    (name) => name === failure.error || name === failure.alias || (entryOf(wildcards, name)?.(failure) ?? false),
  );
}
