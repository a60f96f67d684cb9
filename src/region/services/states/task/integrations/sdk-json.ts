/** How Step Functions writes the inputs and outputs of the AWS SDK as JSON. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { isObject, type Json, type JsonObject } from '../../../../../asl/index.ts';
import { WireError } from '../../../../errors.ts';
import { accept } from '../../../../wire/accept.ts';
import { structureOf } from '../../../../wire/structure.ts';
import { type TaskFailure, unusableParameters } from './integration.ts';

/**
 * Names are those of the SDK for Java in Pascal case: `stateMachineArn` is `StateMachineArn`, `IPAddress` is `IpAddress`.
 * Source: Step Functions Developer Guide, "Learning to use AWS service SDK integrations in Step Functions".
 */
export function sdkName(member: string): string {
  const spelled = member.replace(/^([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/, (_, first, rest) => first + rest.toLowerCase());
  return `${spelled[0]?.toUpperCase()}${spelled.slice(1)}`;
}

/** Parameters of a task, as the operation's input. @throws TaskFailure States.Runtime, for what does not fit the model */
export function readParameters(schema: NormalizedSchema, parameters: Json): unknown {
  const read = (schema: NormalizedSchema, value: Json, field: string): unknown => {
    if (schema.isDocumentSchema()) return value;
    if (schema.isStructSchema()) {
      if (!isObject(value)) throw unfit(field, 'an object');
      const members = new Map([...schema.structIterator()].map(([name, member]) => [sdkName(name), { name, member }]));
      const structure: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value)) {
        const known = members.get(key);
        if (!known) throw unusableParameters(parameters, `The field "${key}" is not supported by Step Functions`);
        if (item !== null) structure[known.name] = read(known.member, item, key);
      }
      return structure;
    }
    if (schema.isListSchema()) {
      if (!Array.isArray(value)) throw unfit(field, 'an array');
      return value.map((item) => read(schema.getValueSchema(), item, field));
    }
    if (schema.isMapSchema()) {
      if (!isObject(value)) throw unfit(field, 'an object');
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, read(schema.getValueSchema(), item, key)]),
      );
    }
    return readScalar(schema, value, field);
  };

  const readScalar = (schema: NormalizedSchema, value: Json, field: string): unknown => {
    if (schema.isTimestampSchema()) {
      const date = typeof value === 'string' ? new Date(value) : undefined;
      if (!date || Number.isNaN(date.getTime())) throw unfit(field, 'a timestamp');
      return date;
    }
    if (schema.isBlobSchema()) return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : fail(field, 'a boolean');
    if (!schema.isStringSchema()) return typeof value === 'number' ? value : fail(field, 'a number');
    // JSON where text is expected is written out: an Input of StartExecution may be given as an object.
    if (typeof value === 'object') return JSON.stringify(value);
    return typeof value === 'string' ? value : fail(field, 'a string');
  };

  const unfit = (field: string, expected: string): TaskFailure =>
    unusableParameters(parameters, `The value for the field '${field}' must be ${expected}`);
  const fail = (field: string, expected: string): never => {
    throw unfit(field, expected);
  };

  return read(schema, parameters, 'Parameters');
}

/**
 * Parameters of a task, as the input of an operation that the Region has.
 * @throws TaskFailure; WireError for what is missing, and for what the Region does not have of the operation
 */
export function readInput(schema: StaticOperationSchema, accepts: readonly string[], parameters: Json): object {
  const input = readParameters(structureOf(schema[4]), parameters) as Record<string, unknown>;
  accept(
    { input, unknown: [] },
    schema,
    accepts,
    (path) => new WireError('ValidationException', `${path} must not be null`),
  );
  return input;
}

/** An operation's output, as a task shows it: times as ISO 8601 text, bytes as the text they are. */
export function showOutput(schema: NormalizedSchema, value: unknown): Json {
  if (schema.isStructSchema()) {
    const shown: JsonObject = {};
    for (const [name, member] of schema.structIterator()) {
      const item = (value as Record<string, unknown>)[name];
      if (item !== undefined && item !== null) shown[sdkName(name)] = showOutput(member, item);
    }
    return shown;
  }
  if (schema.isListSchema()) return (value as unknown[]).map((item) => showOutput(schema.getValueSchema(), item));
  if (schema.isMapSchema() && !schema.isDocumentSchema())
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, showOutput(schema.getValueSchema(), item)]),
    );
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return value as Json;
}

/**
 * Where an output of an operation, as a task shows it, does not fit the model.
 * @param free members that may be anything
 * @returns what is wrong, such as `Field 'StatusCode' must be a number`
 */
export function misfit(
  schema: NormalizedSchema,
  value: Json,
  free: readonly string[] = [],
  field = '',
): string | undefined {
  const must = (what: string) => `Field '${field}' must be ${what}`;
  if (schema.isDocumentSchema()) return undefined;
  if (schema.isStructSchema()) {
    if (!isObject(value)) return must('an object');
    for (const [name, member] of schema.structIterator()) {
      const key = sdkName(name);
      const item = value[key];
      const wrong = item === undefined || free.includes(key) ? undefined : misfit(member, item, [], key);
      if (wrong) return wrong;
    }
    return undefined;
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return must('an array');
    return firstOf(value.map((item) => misfit(schema.getValueSchema(), item, [], field)));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return must('an object');
    return firstOf(Object.entries(value).map(([key, item]) => misfit(schema.getValueSchema(), item, [], key)));
  }
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? undefined : must('a boolean');
  if (schema.isStringSchema() || schema.isBlobSchema() || schema.isTimestampSchema())
    return typeof value === 'string' ? undefined : must('a string');
  return typeof value === 'number' ? undefined : must('a number');
}

function firstOf(found: (string | undefined)[]): string | undefined {
  return found.find((wrong) => wrong !== undefined);
}
