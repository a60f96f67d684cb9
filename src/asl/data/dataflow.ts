import { StatesError } from '../errors.ts';
import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import { compilePathField } from './expression.ts';
import { compileJsonata } from './jsonata.ts';
import { referencePath } from './jsonpath.ts';
import type { Evaluator, Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

/** How data goes into a state and out of it. */
export interface DataFlow {
  /** The state's effective input: InputPath applied to its raw input. */
  input(scope: Scope): Json;
  /** What it works with: the effective input, or what Parameters or Arguments make of it. */
  arguments(scope: Scope): Json;
  /** What ResultSelector makes of the result of a task, or of branches and iterations. */
  select(result: Json, scope: Scope): Json;
  exit: Exit;
}

/** What a state hands on: its output, and the variables it assigns. */
export interface Exit {
  output(result: Json, scope: Scope): Json;
  assign?: Evaluator;
}

/**
 * Compiles InputPath, Parameters, ResultSelector, ResultPath, OutputPath (JSONPath) or Arguments, Output (JSONata),
 * and Assign. Source: "Processing input and output in Step Functions".
 * @param definition a state
 */
export function compileDataFlow(language: QueryLanguage, definition: JsonObject): DataFlow {
  const exit = compileExit(language, definition, '');
  if (language === 'JSONata') {
    const args = definition.Arguments;
    const evaluate = args === undefined ? undefined : compileJsonata(args, 'Arguments');
    return {
      input: (scope) => scope.input,
      arguments: (scope) => (evaluate ? evaluate(scope.input, scope) : scope.input),
      select: (result) => result,
      exit,
    };
  }
  const input = compileSelection(definition.InputPath);
  const parameters = definition.Parameters === undefined ? undefined : compileTemplate(definition.Parameters);
  const selector = definition.ResultSelector === undefined ? undefined : compileTemplate(definition.ResultSelector);
  return {
    input: (scope) => input(scope.input, scope),
    arguments: (scope) => {
      const selected = input(scope.input, scope);
      return parameters ? parameters(selected, scope) : selected;
    },
    select: (result, scope) => (selector ? selector(result, scope) : result),
    exit,
  };
}

/**
 * Compiles what follows the result of a state, or the error that a catcher takes.
 * @param definition a state, a catcher or a rule of a Choice state
 * @param location what names the field in an error
 */
export function compileExit(language: QueryLanguage, definition: JsonObject, location: string): Exit {
  const { Assign, Output } = definition;
  if (language === 'JSONata') {
    const output = Output === undefined ? undefined : compileJsonata(Output, `${location}Output`);
    return {
      output: (result, scope) => (output ? output(result, scope) : result),
      assign: Assign === undefined ? undefined : compileJsonata(Assign, `${location}Assign`),
    };
  }
  const combine = compileResultPath(definition.ResultPath);
  const select = compileSelection(definition.OutputPath);
  return {
    output: (result, scope) => select(combine(scope.input, result), scope),
    assign: Assign === undefined ? undefined : compileTemplate(Assign),
  };
}

/** InputPath and OutputPath: everything if absent, nothing (`{}`) if null. */
function compileSelection(path: Json | undefined): Evaluator {
  if (path === undefined || path === '$') return (value) => value;
  if (path === null) return () => ({});
  return compilePathField(path as string);
}

/** Puts the result into the raw input. */
function compileResultPath(path: Json | undefined): (input: Json, result: Json) => Json {
  if (path === undefined || path === '$') return (_, result) => result;
  if (path === null) return (input) => input;
  const keys = referencePath(path as string) ?? [];
  return (input, result) => insert(input, keys, result, path as string);
}

function insert(target: Json | undefined, [key, ...rest]: (string | number)[], value: Json, path: string): Json {
  if (key === undefined) return value;
  if (typeof key === 'number' && Array.isArray(target) && key < target.length) {
    return target.with(key, insert(target[key], rest, value, path));
  }
  if (typeof key === 'string' && (target === undefined || isObject(target))) {
    return { ...target, [key]: insert(target?.[key], rest, value, path) };
  }
  throw new StatesError(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${path} to input ${textOf(target ?? null)}`,
  );
}
