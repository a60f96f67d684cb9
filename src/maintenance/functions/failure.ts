/**
 * An error that the state machine knows by its name: Lambda reports `name` as errorType, and Step Functions compares that
 * with ErrorEquals. The name is set by hand because minifying renames classes.
 */
export function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
