/**
 * From the text of a template to plain JSON. YAML's short tags become the long form (`!Sub x` -> `{'Fn::Sub': x}`), so that
 * nothing behind this file knows which of the two languages a template was written in.
 * Source: AWS CloudFormation User Guide, "CloudFormation template format".
 */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Scalar, type Tags, visit } from 'yaml';
import { templateFormatError, validationError } from '../errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a template, JSON when its first character is `{`, else YAML 1.1.
 * @throws WireError ValidationError with the line and the column of the first fault
 */
export function parseTemplate(text: string): JsonObject {
  const document = text.trimStart().startsWith('{') ? parseJson(text) : parseYaml(text);
  if (!isObject(document)) throw templateFormatError('unsupported structure.');
  refuseNulls(document, '');
  return document;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const at = /line (\d+) column (\d+)/.exec((error as SyntaxError).message);
    const lines = text.split('\n');
    const [line, column] = at ? [at[1], at[2]] : [lines.length, (lines.at(-1)?.length ?? 0) + 1];
    throw templateFormatError(`JSON not well-formed. (line ${line}, column ${column})`);
  }
}

/** What CloudFormation leaves out of YAML 1.1, and the base-60 numbers that would turn `12:30` into 750. */
const leftOut = ['binary', 'merge', 'omap', 'pairs', 'set', 'timestamp'].map((name) => `tag:yaml.org,2002:${name}`);

const withoutLeftOut = (tags: Tags): Tags =>
  tags.filter(
    (tag) => typeof tag === 'string' || (!leftOut.includes(tag.tag) && !('format' in tag && tag.format === 'TIME')),
  );

function parseYaml(text: string): Json {
  const document = parseDocument(text, { schema: 'yaml-1.1', customTags: withoutLeftOut, logLevel: 'error' });
  const fault = document.errors[0];
  if (fault) {
    const { line, col } = fault.linePos?.[0] ?? { line: 1, col: 1 };
    throw templateFormatError(`YAML not well-formed. (line ${line}, column ${col})`);
  }
  visit(document, {
    Alias() {
      throw templateFormatError('YAML aliases are not allowed in CloudFormation templates');
    },
  });
  return plain(document.contents);
}

function plain(node: unknown): Json {
  if (isScalar(node)) return longForm(node.tag, scalar(node));
  if (isSeq(node)) return longForm(node.tag, node.items.map(plain));
  if (isMap(node)) {
    const entries = node.items.map((pair) => [key(pair.key), plain(pair.value)] as const);
    return longForm(node.tag, Object.fromEntries(entries));
  }
  if (isAlias(node)) throw new Error('aliases are refused before');
  return null;
}

/** A name is taken as it is written: `N`, `on` and `0123` are no booleans and numbers there. */
function key(node: unknown): string {
  return isScalar(node) ? (node.source ?? String(node.value)) : String(plain(node));
}

/** YAML 1.1 has `y` and `n` for booleans, CloudFormation's parser has not. */
function scalar(node: Scalar): Json {
  return typeof node.value === 'boolean' && /^[yn]$/i.test(node.source ?? '') ? node.source! : (node.value as Json);
}

function longForm(tag: string | undefined, value: Json): Json {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  // `!GetAtt Role.Arn`; an attribute may have dots of its own, a logical id has none
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

function refuseNulls(value: Json, path: string): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) refuseNulls(member as Json, `${path}/${key}`);
}
