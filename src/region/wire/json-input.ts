import type { NormalizedSchema } from '@smithy/core/schema';
import { WireError } from '../errors.ts';

/**
 * Reads parsed JSON by a schema: base64 becomes bytes, timestamps become dates. Types are checked as AWS checks them;
 * members that the schema does not know are collected in `unknown` as dotted paths, without list indices.
 * @throws WireError SerializationException
 */
export function readJson(schema: NormalizedSchema, value: unknown, unknown: string[], path = ''): unknown {
  if (value === null || value === undefined || schema.isDocumentSchema()) return value ?? undefined;
  if (schema.isStructSchema()) {
    const members = Object.fromEntries(schema.structIterator());
    const structure: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(expectObject(value, path))) {
      const member = members[name];
      const place = path ? `${path}.${name}` : name;
      if (!member) unknown.push(place);
      else if (item !== null) structure[name] = readJson(member, item, unknown, place);
    }
    return structure;
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw unexpected(value, 'a list', path);
    return value.map((item) => readJson(schema.getValueSchema(), item, unknown, path));
  }
  if (schema.isMapSchema()) {
    const entries = Object.entries(expectObject(value, path));
    return Object.fromEntries(
      entries.map(([key, item]) => [key, readJson(schema.getValueSchema(), item, unknown, `${path}.${key}`)]),
    );
  }
  return readScalar(schema, value, path);
}

function readScalar(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isBlobSchema()) {
    if (typeof value !== 'string') throw unexpected(value, 'base64 text', path);
    return Buffer.from(value, 'base64');
  }
  if (schema.isTimestampSchema()) {
    const date = typeof value === 'number' ? new Date(value * 1000) : new Date(String(value));
    if (Number.isNaN(date.getTime())) throw unexpected(value, 'a timestamp', path);
    return date;
  }
  const expected = schema.isBooleanSchema() ? 'boolean' : schema.isStringSchema() ? 'string' : 'number';
  if (typeof value !== expected) throw unexpected(value, `a ${expected}`, path);
  return value;
}

function expectObject(value: unknown, path: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(value, 'a structure', path);
  return value;
}

function unexpected(value: unknown, expected: string, path: string): WireError {
  const found = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return new WireError(
    'SerializationException',
    `Expected ${expected} at '${path || 'the top level'}', found ${found}.`,
  );
}
