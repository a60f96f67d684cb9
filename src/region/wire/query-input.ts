import type { NormalizedSchema } from '@smithy/core/schema';
import { WireError } from '../errors.ts';
import type { Reading } from './protocol.ts';

/** How a query protocol names a member or a list's item in its keys. */
export interface QueryKeys {
  /** of a structure's member */
  member(name: string, schema: NormalizedSchema): string;
  /** what stands between a list's key and the index; undefined: nothing, the list is flat */
  item(list: NormalizedSchema): string | undefined;
}

export const awsQueryKeys: QueryKeys = {
  member: (name, schema) => schema.getMergedTraits().xmlName ?? name,
  item: (list) =>
    list.getMergedTraits().xmlFlattened ? undefined : (list.getValueSchema().getMergedTraits().xmlName ?? 'member'),
};

/** Lists are always flat; a member is called by its EC2 name, else its XML name with a capital. */
export const ec2QueryKeys: QueryKeys = {
  member(name, schema) {
    const { ec2QueryName, xmlName } = schema.getMergedTraits() as { ec2QueryName?: string; xmlName?: string };
    return ec2QueryName ?? capitalise(xmlName ?? name);
  },
  item: () => undefined,
};

/** The keys of a form as a tree: `Filter.1.Name=x` -> Filter -> 1 -> Name. */
interface Branch {
  value?: string;
  children: Map<string, Branch>;
}

/**
 * Reads a form by a schema. Keys that no member answers to are returned as unknown.
 * @throws WireError InvalidParameterValue for text that is no number, boolean or timestamp where one is due
 */
export function readForm(schema: NormalizedSchema, form: URLSearchParams, keys: QueryKeys): Reading {
  const root: Branch = { children: new Map() };
  for (const [key, value] of form) plant(root, key.split('.')).value = value;
  const unknown: string[] = [];
  if (schema.isUnitSchema()) return { input: {}, unknown: [...root.children.keys()] };
  return { input: readStructure(schema, root, keys, unknown, ''), unknown };
}

function plant(root: Branch, path: readonly string[]): Branch {
  let branch = root;
  for (const step of path) {
    const next = branch.children.get(step) ?? { children: new Map() };
    branch.children.set(step, next);
    branch = next;
  }
  return branch;
}

function read(schema: NormalizedSchema, branch: Branch, keys: QueryKeys, unknown: string[], path: string): unknown {
  if (schema.isStructSchema()) return readStructure(schema, branch, keys, unknown, path);
  if (schema.isListSchema()) {
    const item = keys.item(schema);
    const items = item === undefined || branch.value === '' ? branch : branch.children.get(item);
    return inOrder(items).map((each) => read(schema.getValueSchema(), each, keys, unknown, path));
  }
  if (schema.isMapSchema()) {
    const entries = schema.getMergedTraits().xmlFlattened ? branch : branch.children.get('entry');
    const key = (schema.getKeySchema().getMergedTraits().xmlName as string | undefined) ?? 'key';
    const value = (schema.getValueSchema().getMergedTraits().xmlName as string | undefined) ?? 'value';
    return Object.fromEntries(
      inOrder(entries).map((entry) => [
        entry.children.get(key)?.value ?? '',
        read(schema.getValueSchema(), entry.children.get(value) ?? { children: new Map() }, keys, unknown, path),
      ]),
    );
  }
  return readScalar(schema, branch.value ?? '', path);
}

function readStructure(schema: NormalizedSchema, branch: Branch, keys: QueryKeys, unknown: string[], path: string) {
  const structure: Record<string, unknown> = {};
  const left = new Map(branch.children);
  for (const [name, member] of schema.structIterator()) {
    const key = keys.member(name, member);
    const child = left.get(key);
    if (!child) continue;
    left.delete(key);
    structure[name] = read(member, child, keys, unknown, path ? `${path}.${name}` : name);
  }
  for (const key of left.keys()) unknown.push(path ? `${path}.${key}` : key);
  return structure;
}

/** Items stand under 1, 2, 3, … in whatever order the form has them. */
function inOrder(branch: Branch | undefined): Branch[] {
  if (!branch) return [];
  return [...branch.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function readScalar(schema: NormalizedSchema, text: string, path: string): unknown {
  if (schema.isStringSchema()) return text;
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') throw invalid(path, text, 'true or false');
    return text === 'true';
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw invalid(path, text, 'a timestamp');
    return date;
  }
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) throw invalid(path, text, 'a number');
  return number;
}

function invalid(path: string, text: string, expected: string): WireError {
  return new WireError(
    'InvalidParameterValue',
    `Value (${text}) for parameter ${path} is invalid. Expected ${expected}.`,
  );
}

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
