import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { notSupported, type WireError } from '../errors.ts';
import type { Reading } from './protocol.ts';
import { requiredOf, structureOf } from './structure.ts';

/**
 * Holds an input against the model and against what the Region has of the operation.
 * @param accepts dotted paths of the members that are implemented, see Operation.accepts
 * @param missing the protocol's error for a required member that is absent
 * @throws WireError for a required member that is missing, and for anything sent that is not implemented
 */
export function accept(
  reading: Reading,
  schema: StaticOperationSchema,
  accepts: readonly string[],
  missing: (path: string) => WireError,
): void {
  const [first] = reading.unknown;
  if (first !== undefined)
    throw notSupported(`the parameter ${first} of ${schema[2]}, which the official model has not`);
  const structure = structureOf(schema[4]);
  if (structure.isUnitSchema()) return;
  const [absent] = missingMembers(structure, reading.input, '');
  if (absent !== undefined) throw missing(absent);
  for (const path of pathsOf(reading.input, structure, ''))
    if (!accepts.some((known) => path === known || path.startsWith(`${known}.`)))
      throw notSupported(`the parameter ${path} of ${schema[2]}`);
}

/** Required members that are absent, as dotted paths with list indices, counted from 1. */
function* missingMembers(schema: NormalizedSchema, value: unknown, path: string): Generator<string> {
  if (value === undefined || value === null) return;
  if (schema.isStructSchema()) {
    const structure = value as Record<string, unknown>;
    for (const name of requiredOf(schema)) if (structure[name] === undefined) yield `${path}${name}`;
    for (const [name, member] of schema.structIterator())
      yield* missingMembers(member, structure[name], `${path}${name}.`);
  } else if (schema.isListSchema()) {
    for (const [index, item] of (value as unknown[]).entries())
      yield* missingMembers(schema.getValueSchema(), item, `${path}${index + 1}.`);
  }
}

/** Every path that holds a value, list indices left out; keys of maps are data, not names. */
function* pathsOf(value: unknown, schema: NormalizedSchema, path: string): Generator<string> {
  if (value === undefined) return;
  if (schema.isStructSchema()) {
    for (const [name, member] of schema.structIterator())
      yield* pathsOf((value as Record<string, unknown>)[name], member, path ? `${path}.${name}` : name);
  } else if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    if (!item.isStructSchema()) yield path;
    else for (const each of value as unknown[]) yield* pathsOf(each, item, path);
  } else {
    yield path;
  }
}
