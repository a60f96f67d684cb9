import { runtimeError, StatesError } from '../errors.ts';
import { type Json, textOf } from '../json.ts';
import { compileIntrinsic, isIntrinsic } from './intrinsic.ts';
import { compilePath, InvalidPath, PathNotFound } from './jsonpath.ts';
import type { Evaluator } from './scope.ts';

/** A path is cut off where it fails; `source` is what was searched. */
type Read = { read: Evaluator; source: Evaluator };

const variable = /^\$([\p{L}_][\p{L}\p{N}_]*)/u;

/**
 * Compiles what may stand in a JSONPath state wherever a value is looked up: `$.a`, `$$.State.Name`, `$variable.a`
 * or `States.Format(...)`.
 * @throws InvalidPath
 */
export function compileExpression(text: string, field: string): Evaluator {
  if (isIntrinsic(text)) return compileCall(text);
  return compileLookup(
    text,
    (input) => `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${input}'`,
  );
}

/** A call of an intrinsic function; what fails in it is told with the whole call. */
function compileCall(text: string): Evaluator {
  const call = compileIntrinsic(text, (path) =>
    compileLookup(
      path,
      (input) => `The JsonPath argument for the field '${path}' could not be found in the input '${input}'`,
    ),
  );
  return (value, scope) => {
    try {
      return call(value, scope);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      throw new StatesError(error.error, `The function '${text}' had the following error: ${error.message}`);
    }
  };
}

function compileLookup(text: string, notFound: (input: string) => string): Evaluator {
  const { read, source } = compileRead(text);
  return (value, scope) => {
    try {
      return read(value, scope);
    } catch (error) {
      if (!(error instanceof PathNotFound)) throw error;
      throw runtimeError(notFound(textOf(source(value, scope))));
    }
  };
}

/**
 * Compiles a field that is a path and nothing else: InputPath, OutputPath, TimeoutSecondsPath and so on.
 * @throws InvalidPath
 */
export function compilePathField(text: string): Evaluator {
  const { read } = compileRead(text);
  return (value, scope) => {
    try {
      return read(value, scope);
    } catch (error) {
      if (!(error instanceof PathNotFound)) throw error;
      throw runtimeError(`Invalid path '${text}' : ${error.message}`);
    }
  };
}

/** Like a path field, but undefined where the path leads nowhere (IsPresent asks for that). */
export function compileOptional(text: string): (...args: Parameters<Evaluator>) => Json | undefined {
  const { read } = compileRead(text);
  return (value, scope) => {
    try {
      return read(value, scope);
    } catch (error) {
      if (error instanceof PathNotFound) return undefined;
      throw error;
    }
  };
}

function compileRead(text: string): Read {
  if (text === '$') return { read: (value) => value, source: (value) => value };
  if (text.startsWith('$$')) {
    const path = compilePath(text.slice(1));
    return { read: (_, scope) => path.read(scope.context()), source: (_, scope) => scope.context() };
  }
  const name = variable.exec(text)?.[1];
  if (name === undefined) {
    const path = compilePath(text);
    return { read: (value) => path.read(value), source: (value) => value };
  }
  const path = compilePath(`$${text.slice(name.length + 1)}`);
  return {
    read: (_, scope) => {
      const found = scope.variable(name);
      if (found === undefined) throw new PathNotFound(`No results for path: $['${name}']`);
      return path.read(found);
    },
    source: (_, scope) => scope.variables(),
  };
}

export { InvalidPath };
