import { StatesError } from '../errors.ts';
import { entryOf, isObject, type Json, type JsonObject } from '../json.ts';
import type { StateSource } from '../machine.ts';
import { parseCsv } from './csv.ts';
import { compileJsonata } from './jsonata.ts';
import { compileNumber } from './numbers.ts';
import type { Evaluator, Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

/** ItemReader of a distributed Map state. Source: "ItemReader (Map)". */
export interface ItemReader {
  resource: string;
  /** What the API operation is called with. */
  arguments(input: Json, scope: Scope): JsonObject;
  /** Throws States.ItemReaderFailed when MaxItems is out of bounds, before anything is read. */
  maxItems(input: Json, scope: Scope): number;
  /** The items in what the API operation answered. Throws States.ItemReaderFailed. */
  items(answer: Json): Json[];
  /** What the operation is to be called with to get more, where it did not answer with everything. */
  continuation(answer: Json): string | undefined;
}

/** "Step Functions stops reading items beyond 100,000,000." */
const mostItems = 100_000_000;

export function compileItemReader({ definition, language }: StateSource): ItemReader | undefined {
  const reader = definition.ItemReader as JsonObject | undefined;
  if (reader === undefined) return undefined;
  const config = (reader.ReaderConfig ?? {}) as JsonObject;
  const max = compileNumber({ language, definition: config }, 'MaxItems');
  const template = reader.Arguments ?? reader.Parameters ?? {};
  const args: Evaluator =
    language === 'JSONata' ? compileJsonata(template, 'ItemReader/Arguments') : compileTemplate(template);
  const resource = reader.Resource as string;
  const inputType = (config.InputType as string | undefined) ?? 'JSON';
  const parse = resource.endsWith(':listObjectsV2') ? listed : inputTypes[inputType]!;
  return {
    resource,
    arguments: (input, scope) => args(input, scope) as JsonObject,
    maxItems: (input, scope) => {
      const found = max?.(input, scope) ?? 0;
      if (found < 0) throw failed('field MaxItems must be positive');
      return found === 0 ? mostItems : Math.min(found, mostItems);
    },
    items: (answer) => parse(answer, config),
    continuation: (answer) =>
      isObject(answer) && typeof answer.NextContinuationToken === 'string' ? answer.NextContinuationToken : undefined,
  };
}

function failed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}

type Parser = (answer: Json, config: JsonObject) => Json[];

/** What s3:listObjectsV2 answers with: the items are the objects it lists, which are not read. */
const listed: Parser = (answer) => {
  const contents = isObject(answer) ? answer.Contents : undefined;
  return Array.isArray(contents) ? contents : [];
};

/** ReaderConfig.InputType: how an object is read. */
export const inputTypes: Record<string, Parser> = {
  JSON: (answer, config) => {
    const items = pointedAt(parseJson(bodyOf(answer)), (config.ItemsPointer as string | undefined) ?? '');
    if (!Array.isArray(items)) throw failed('Attempting to map over non-iterable node.');
    return items;
  },
  JSONL: (answer) =>
    bodyOf(answer)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson),
  CSV: (answer, config) => {
    const delimiter = delimiters[(config.CSVDelimiter as string | undefined) ?? 'COMMA'] ?? ',';
    const rows = parseCsv(bodyOf(answer), delimiter);
    const given = config.CSVHeaderLocation === 'GIVEN';
    const headers = given ? (config.CSVHeaders as string[]) : rows.shift();
    if (!headers) throw failed('CSV file does not contain any rows.');
    if (new Set(headers).size < headers.length) throw failed('CSV headers cannot contain duplicates.');
    return rows.map((row) => Object.fromEntries(headers.map((header, i) => [header, row[i] ?? ''])));
  },
};

/** ReaderConfig.CSVDelimiter. */
export const delimiters: Record<string, string> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** The text of the object that s3:getObject answered with. */
function bodyOf(answer: Json): string {
  const body = isObject(answer) ? answer.Body : undefined;
  if (typeof body !== 'string') throw failed('The object could not be read as text.');
  return body;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw failed(`The object is not valid JSON: ${(error as Error).message}`);
  }
}

/** ReaderConfig.ItemsPointer: where the array stands within the object. Source: RFC 6901, "JavaScript Object Notation (JSON) Pointer". */
function pointedAt(document: Json, pointer: string): Json {
  let found: Json | undefined = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = /^(0|[1-9]\d*)$/.test(name) ? found[Number(name)] : undefined;
    else found = isObject(found) ? entryOf(found, name) : undefined;
    if (found === undefined) throw failed(`The ItemsPointer ${pointer} points to nothing in the object.`);
  }
  return found;
}
