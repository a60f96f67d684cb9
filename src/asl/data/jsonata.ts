import jsonata from 'jsonata';
import { StatesError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { partition, range } from './intrinsics/arrays.ts';
import { hash } from './intrinsics/encoding.ts';
import type { Evaluator, Scope } from './scope.ts';

const delimited = /^\{%([\s\S]*)%\}$/;

/** The expression between `{%` and `%}`; undefined for any other text. */
export function expressionIn(text: string): string | undefined {
  return delimited.exec(text)?.[1]?.trim();
}

/** A JSONata expression cannot be parsed; the message is the parser's. */
export class InvalidExpression extends Error {
  override name = 'InvalidExpression';
}

/**
 * Compiles a JSON value in which texts like `{% $states.input.a %}` are to be evaluated.
 * @param location the field, and the members within it: `Output/result`
 * @throws InvalidExpression
 */
export function compileJsonata(template: Json, location: string): Evaluator {
  if (typeof template === 'string') {
    const expression = expressionIn(template);
    return expression === undefined ? () => template : compileOne(expression, location);
  }
  if (Array.isArray(template)) {
    const elements = template.map((element, i) => compileJsonata(element, `${location}[${i}]`));
    return (value, scope) => elements.map((element) => element(value, scope));
  }
  if (!isObject(template)) return () => template;
  const members = Object.entries(template).map(([key, member]): [string, Evaluator] => [
    key,
    compileJsonata(member, `${location}/${key}`),
  ]);
  return (value, scope) => {
    const result: JsonObject = {};
    for (const [key, member] of members) result[key] = member(value, scope);
    return result;
  };
}

/** Compiles a field whose value must be of one type, as Items must be an array. */
export function compileTyped(template: Json, location: string, type: string): Evaluator {
  const evaluate = compileJsonata(template, location);
  const expression = typeof template === 'string' ? expressionIn(template) : undefined;
  if (expression === undefined) return evaluate;
  return (value, scope) => {
    const result = evaluate(value, scope);
    if (typeName(result) === type) return result;
    throw new StatesError(
      'States.QueryEvaluationError',
      `The JSONata expression '${expression}' specified for the field '${location}' returned an unexpected result ` +
        `type. Expected '${type}', but was '${typeName(result)}' for value: ${JSON.stringify(result)}`,
      location,
    );
  };
}

function typeName(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function compileOne(expression: string, location: string): Evaluator {
  const compiled = parse(expression);
  const functions = Object.keys(additions).filter((name) => expression.includes(`$${name}`));
  const failed = (what: string) =>
    new StatesError(
      'States.QueryEvaluationError',
      `The JSONata expression '${expression}' specified for the field '${location}' ${what}`,
      location,
    );
  return (_, scope) => {
    let result: unknown;
    try {
      result = compiled.evaluate(undefined, bindings(scope, functions));
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      throw failed(`threw an error during evaluation${code === undefined ? ': ' : `. ${code}: `}${message}`);
    }
    if (result === undefined) throw failed('returned nothing (undefined).');
    return plain(result, () => failed('returned an unsupported result type.'));
  };
}

function parse(expression: string): jsonata.Expression {
  try {
    return jsonata(expression);
  } catch (error) {
    throw new InvalidExpression((error as Error).message);
  }
}

/** An expression that goes on for ever must not hold up everything else: it may take so many steps of evaluation. */
const mostSteps = 1_000_000;

/** What an expression can name: the variables, `$states`, and those of the additional functions that it uses. */
function bindings(scope: Scope, functions: readonly string[]): Record<string, unknown> {
  const states: Record<string, unknown> = {
    input: scope.input,
    get context() {
      return scope.context();
    },
  };
  if (scope.result !== undefined) states.result = scope.result;
  if (scope.errorOutput !== undefined) states.errorOutput = scope.errorOutput;
  const bound: Record<string, unknown> = { ...scope.variables(), states };
  for (const name of functions) bound[name] = additions[name]!(scope);
  let steps = 0;
  bound.__evaluate_entry = () => {
    if (++steps > mostSteps) throw new RangeError('The expression takes too many steps to evaluate');
  };
  return bound;
}

const fromMillis = jsonata('$fromMillis(millis, picture, timezone)');

/**
 * Functions that Step Functions adds to JSONata, or defines otherwise. Source: "Transforming data with JSONata in
 * Step Functions".
 */
export const additions: Record<string, (scope: Scope) => unknown> = {
  partition: () => (array?: Json[], size?: number) => array && size && partition(array, Math.floor(size)),
  range: () => (first: number, last: number, step: number) => sequence(range(first, last, step)),
  hash: () => (data: string, algorithm: string) => hash(data, algorithm),
  random: (scope) => (seed?: number) => scope.random(seed),
  uuid: (scope) => () => scope.uuid(),
  parse: () => (text?: string) => text && JSON.parse(text),
  // JSONata's own would read the clock.
  millis: (scope) => () => scope.now,
  now: (scope) => (picture?: string, timezone?: string) =>
    fromMillis.evaluate({ millis: scope.now, picture, timezone }),
  // "Step Functions doesn't support the $eval function."
  eval: () => undefined,
};

/** Marks an array as a JSONata sequence: with one element, it becomes that element. */
function sequence(values: number[]): number[] {
  return Object.defineProperty(values, 'sequence', { value: true, enumerable: false });
}

/** The result as plain JSON: sequences lose their marks, functions are refused. */
function plain(value: unknown, unsupported: () => Error): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Object.is(value, -0) ? 0 : value;
  if (Array.isArray(value)) return value.map((element) => plain(element, unsupported));
  if (typeof value !== 'object' || '_jsonata_lambda' in value || '_jsonata_function' in value) throw unsupported();
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) result[key] = plain(member, unsupported);
  }
  return result;
}
