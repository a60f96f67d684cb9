import { runtimeError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { type Json, textOf } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import { compilePathField } from './expression.ts';
import { compileTyped } from './jsonata.ts';
import type { Scope } from './scope.ts';

/** A field that must be a number, evaluated; undefined where the state has none. */
export type NumberField = (value: Json, scope: Scope) => number;

/** How a value that a `...Path` field leads to is refused. */
export type Refusal = (field: string, path: string, value: Json) => string;

const notAnInteger: Refusal = (field, path, value) =>
  `The ${field} field refers to value "${typeof value === 'string' ? value : textOf(value)}" ` +
  `which is not a valid integer: ${path}`;

/** Compiles `field`, or `fieldPath` in JSONPath states. */
export function compileNumber(
  { language, definition }: { language: QueryLanguage; definition: JsonObject },
  field: string,
  refusal = notAnInteger,
): NumberField | undefined {
  const constant = definition[field];
  if (typeof constant === 'number') return () => constant;
  if (constant !== undefined && language === 'JSONata') {
    return compileTyped(constant, field, 'number') as NumberField;
  }
  const path = definition[`${field}Path`];
  if (typeof path !== 'string') return undefined;
  const read = compilePathField(path);
  return (value, scope) => {
    const found = read(value, scope);
    if (typeof found === 'number' && Number.isInteger(found)) return found;
    // A text of digits is taken as the number.
    if (typeof found === 'string' && /^-?\d+$/.test(found)) return Number(found);
    throw runtimeError(refusal(`${field}Path`, path, found));
  };
}
