/** The values of a template's parameters: those given, those kept from before, and the defaults, held to their constraints. */
import { validationError } from '../errors.ts';
import { listItems, type ParameterType, parameterType } from './parameterTypes.ts';
import type { ParameterDeclaration, Template } from './template.ts';

/** A `Parameters` entry as CreateStack and UpdateStack have it. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/**
 * @param previous what the stack has now, for `UsePreviousValue`
 * @returns name -> value as written, in the template's order
 * @throws WireError ValidationError, in AWS's words
 */
export function parameterValues(
  template: Template,
  given: readonly GivenParameter[],
  previous: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const declared = Object.entries(template.parameters);
  const types = new Map(declared.map(([name, { Type }]) => [name, parameterType(Type)]));
  const strange = given.map((one) => one.ParameterKey ?? '').filter((name) => !types.has(name));
  if (strange.length > 0) throw validationError(`Parameters: [${strange.join(', ')}] do not exist in the template`);
  const twice = given.find(
    (one, index) => given.findIndex((other) => other.ParameterKey === one.ParameterKey) !== index,
  );
  if (twice) throw validationError(`Duplicate parameter(s) [${twice.ParameterKey}] were specified`);

  const values: [string, string | undefined][] = declared.map(([name, declaration]) => {
    const one = given.find((parameter) => parameter.ParameterKey === name);
    if (one?.UsePreviousValue) {
      if (one.ParameterValue !== undefined) {
        throw validationError(
          `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
        );
      }
      if (previous[name] === undefined) {
        throw validationError(
          `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      }
      return [name, previous[name]];
    }
    const fallback = declaration.Default === undefined ? undefined : String(declaration.Default);
    return [name, one?.ParameterValue ?? fallback];
  });
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);

  const known = values as [string, string][];
  for (const [name, value] of known) check(name, template.parameters[name]!, types.get(name)!, value);
  return Object.fromEntries(known);
}

interface Constraint {
  readonly member: keyof ParameterDeclaration;
  holds(limit: never, value: string, items: readonly string[], type: ParameterType): boolean;
  words(limit: unknown): string;
}

/** In the order in which they are checked. */
const constraints: readonly Constraint[] = [
  {
    member: 'AllowedValues',
    holds: (allowed: readonly unknown[], _value, items) => items.every((item) => allowed.map(String).includes(item)),
    words: (allowed) => `must be one of AllowedValues [${(allowed as unknown[]).join(', ')}]`,
  },
  {
    member: 'AllowedPattern',
    holds: (pattern: string, _value, items) => items.every((item) => wholePattern(pattern).test(item)),
    words: (pattern) => `must match pattern ${pattern}`,
  },
  {
    member: 'MinLength',
    holds: (limit: number | string, value) => value.length >= Number(limit),
    words: (limit) => `must contain at least ${limit} characters`,
  },
  {
    member: 'MaxLength',
    holds: (limit: number | string, value) => value.length <= Number(limit),
    words: (limit) => `must contain at most ${limit} characters`,
  },
  {
    member: 'MinValue',
    holds: (limit: number | string, _value, items) => items.every((item) => Number(item) >= Number(limit)),
    words: (limit) => `must be a number not less than ${limit}`,
  },
  {
    member: 'MaxValue',
    holds: (limit: number | string, _value, items) => items.every((item) => Number(item) <= Number(limit)),
    words: (limit) => `must be a number not greater than ${limit}`,
  },
];

function check(name: string, declaration: ParameterDeclaration, type: ParameterType, value: string): void {
  const items = type.list ? listItems(value) : [value];
  if (type.number && !items.every((item) => item.trim() !== '' && Number.isFinite(Number(item)))) {
    throw validationError(`Parameter '${name}' must be a number`);
  }
  for (const { member, holds, words } of constraints) {
    const limit = declaration[member];
    if (limit === undefined || holds(limit as never, value, items, type)) continue;
    throw validationError(
      declaration.ConstraintDescription === undefined
        ? `Parameter '${name}' ${words(limit)}`
        : `Parameter ${name} failed to satisfy constraint: ${declaration.ConstraintDescription}`,
    );
  }
}

/** A pattern has to match the whole value, anchored or not. */
function wholePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch (error) {
    throw validationError(`Invalid AllowedPattern ${pattern}: ${(error as Error).message}`);
  }
}
