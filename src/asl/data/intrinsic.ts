import { StatesError } from '../errors.ts';
import { entryOf, type Json } from '../json.ts';
import { intrinsicFunctions } from './intrinsics/index.ts';
import { InvalidPath } from './jsonpath.ts';
import type { Evaluator } from './scope.ts';

/** Whether the text calls an intrinsic function rather than being a path. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

const call = /\s*(States\.[A-Za-z0-9]+)\s*\(/y;
const literal = /\s*(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?=\s*[,)])/y;
const string = /\s*'((?:[^'\\]|\\.)*)'\s*/y;
// A path argument ends at the comma or the bracket that is not within its own brackets or quotes.
const path = /\s*(\$(?:[^,()['"\s]|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*)\s*/y;

/**
 * Compiles a call such as `States.Format('{} is {}', $.name, States.MathAdd($.age, 1))`.
 * Source: "Intrinsics for JSONPath states in Step Functions".
 * @param compileArgument compiles an argument that is a path
 * @throws InvalidPath if it cannot be parsed, names no intrinsic function or has a wrong number of arguments
 */
export function compileIntrinsic(text: string, compileArgument: (path: string) => Evaluator): Evaluator {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found?.[1];
  };
  const fail = (): never => {
    throw new InvalidPath(`Invalid intrinsic function '${text}' at position ${at}`);
  };

  // The template of States.Format keeps its backslashes: `\\{` and `{}` must still be told apart in it.
  const argument = (isTemplate: boolean): Evaluator => {
    const constant = match(literal);
    if (constant !== undefined) {
      const value = JSON.parse(constant) as Json;
      return () => value;
    }
    const quoted = match(string);
    if (quoted !== undefined) {
      const value = isTemplate ? quoted : quoted.replace(/\\([{}\\'])/g, '$1');
      return () => value;
    }
    const lookup = match(path);
    return lookup === undefined ? invocation() : compileArgument(lookup);
  };

  const invocation = (): Evaluator => {
    const name = match(call) ?? fail();
    const args: Evaluator[] = [];
    while (text[at] !== ')') {
      args.push(argument(name === 'States.Format' && args.length === 0));
      at += /^\s*/.exec(text.slice(at))![0].length;
      if (text[at] === ',') at++;
      else if (text[at] !== ')') fail();
    }
    at++;
    return apply(name, args);
  };

  const apply = (name: string, args: Evaluator[]): Evaluator => {
    const intrinsic = entryOf(intrinsicFunctions, name);
    if (!intrinsic) throw new InvalidPath(`Unknown intrinsic function '${name}' in '${text}'`);
    const [least, most] = intrinsic.arguments;
    if (args.length < least || args.length > most) {
      throw new InvalidPath(`Wrong number of arguments for '${name}' in '${text}'`);
    }
    return (value, scope) => {
      const values = args.map((arg) => arg(value, scope));
      try {
        return intrinsic.call(values, scope);
      } catch (error) {
        if (error instanceof StatesError) throw error;
        throw new StatesError('States.IntrinsicFailure', (error as Error).message);
      }
    };
  };

  const evaluator = invocation();
  if (text.slice(at).trim() !== '') fail();
  return evaluator;
}
