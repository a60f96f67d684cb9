import { parseXML } from '@aws-sdk/xml-builder';
import type { NormalizedSchema } from '@smithy/core/schema';
import { WireError } from '../errors.ts';

/** An element: its text, or its attributes and children by name; children of one name are a list. */
type Element = string | { readonly [name: string]: Element | readonly Element[] };

/**
 * Reads the XML of a body by a schema. Elements that the schema does not know are collected in `unknown` as dotted paths.
 * @param root the name that the outermost element has to have
 * @throws WireError MalformedXML
 */
export function readXml(
  schema: NormalizedSchema,
  body: Uint8Array,
  root: string,
  unknown: string[],
  path = '',
): unknown {
  const document = parse(body);
  const element = document[root];
  if (element === undefined) throw malformed();
  return read(schema, element, unknown, path);
}

function parse(body: Uint8Array): Record<string, Element> {
  try {
    return parseXML(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Record<string, Element>;
  } catch {
    // The parser says where, S3 does not.
    throw malformed();
  }
}

function read(
  schema: NormalizedSchema,
  element: Element | readonly Element[],
  unknown: string[],
  path: string,
): unknown {
  if (schema.isListSchema()) return readList(schema, element, unknown, path);
  if (isList(element)) throw malformed();
  if (!schema.isStructSchema()) return readScalar(schema, element);
  const structure: Record<string, unknown> = {};
  const left = new Map(Object.entries(typeof element === 'string' ? {} : element));
  if (typeof element === 'string' && element.trim() !== '') throw malformed();
  for (const [name, member] of schema.structIterator()) {
    const key = member.getMemberTraits().xmlName ?? name;
    const child = left.get(key);
    if (child === undefined) continue;
    left.delete(key);
    structure[name] = read(member, child, unknown, path ? `${path}.${name}` : name);
  }
  for (const key of left.keys()) {
    if (/^(xmlns|xsi)\b/.test(key)) continue;
    unknown.push(path ? `${path}.${key}` : key);
  }
  return structure;
}

function readList(schema: NormalizedSchema, element: Element | readonly Element[], unknown: string[], path: string) {
  const item = schema.getValueSchema();
  let items: Element | readonly Element[] = element;
  if (!schema.getMergedTraits().xmlFlattened) {
    if (isList(element)) throw malformed();
    if (element === '') return [];
    if (typeof element === 'string') throw malformed();
    items = element[item.getMergedTraits().xmlName ?? 'member'] ?? [];
  }
  return (isList(items) ? items : [items]).map((each) => read(item, each, unknown, path));
}

function readScalar(schema: NormalizedSchema, element: Element): unknown {
  if (typeof element !== 'string') throw malformed();
  if (schema.isStringSchema()) return element;
  const text = element.trim();
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') throw malformed();
    return text === 'true';
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw malformed();
    return date;
  }
  if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) throw malformed();
  return number;
}

function isList(element: Element | readonly Element[]): element is readonly Element[] {
  return Array.isArray(element);
}

/** Source: S3 API Reference, "Error responses". */
function malformed(): WireError {
  return new WireError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
