import { delimiters, inputTypes } from '../data/item-reader.ts';
import { outputTypes, transformations } from '../data/result-writer.ts';
import { itemReaderResources, resultWriterResources } from '../integrations.ts';
import { entryOf, isObject, type Json, type JsonObject } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';
import { checkValue } from './values.ts';

/** What only a distributed Map state can do. Tolerated failures are not among it: AWS takes them, to no effect. */
const distributedFields = ['ItemBatcher', 'ItemReader', 'Label', 'ResultWriter'];

interface Context {
  location: string;
  language: QueryLanguage;
}

/** The parts of a Map state that have fields of their own. Source: "Map workflow state" and the pages of its fields. */
export function validateMap(state: JsonObject, location: string, language: QueryLanguage): Diagnostic[] {
  if (state.Type !== 'Map') return [];
  const { ItemProcessor, Iterator: iterator, ItemReader, ItemBatcher, ResultWriter } = state;
  const processor = ItemProcessor ?? iterator;
  const config = isObject(processor) ? processor.ProcessorConfig : undefined;
  const mode = isObject(config) ? config.Mode : undefined;
  const inline =
    mode === 'DISTRIBUTED'
      ? []
      : distributedFields
          .filter((field) => state[field] !== undefined)
          .map((field) => schemaError(`Field '${field}' is only supported in 'DISTRIBUTED' mode`, location));
  const at = (field: string): Context => ({ location: `${location}/${field}`, language });
  return [
    ...inline,
    ...validatePart(config, at(`${ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor'}/ProcessorConfig`), [
      'ExecutionType',
      'Mode',
    ]),
    ...validateItemReader(ItemReader, at('ItemReader')),
    ...validatePart(ItemBatcher, at('ItemBatcher'), [
      'BatchInput',
      ...withPath('MaxInputBytesPerBatch', language),
      ...withPath('MaxItemsPerBatch', language),
    ]),
    ...validateResultWriter(ResultWriter, at('ResultWriter')),
  ];
}

const withPath = (field: string, language: QueryLanguage) =>
  language === 'JSONPath' ? [field, `${field}Path`] : [field];
const argumentsOf = (language: QueryLanguage) => (language === 'JSONPath' ? 'Parameters' : 'Arguments');

/** The names and the values of the fields of a part. */
function validatePart(part: Json | undefined, context: Context, fields: string[]): Diagnostic[] {
  if (part === undefined) return [];
  if (!isObject(part)) return [schemaError('Expected value of type [object]', context.location)];
  return Object.entries(part).flatMap(([field, value]) => {
    if (!fields.includes(field)) return [schemaError(`Field '${field}' is not supported`, context.location)];
    // Its Resource is not one that a Task state could have.
    if (field === 'Resource') return [];
    return checkValue(field, value, { ...context, location: `${context.location}/${field}` });
  });
}

/** What is read, and how. Manifests and Parquet files are not supported. */
function validateItemReader(reader: Json | undefined, context: Context): Diagnostic[] {
  const { language, location } = context;
  const found = validatePart(reader, context, [argumentsOf(language), 'ReaderConfig', 'Resource']);
  if (!isObject(reader) || found.length > 0) return found;
  const config = (reader.ReaderConfig ?? {}) as JsonObject;
  const at = `${location}/ReaderConfig`;
  return [
    ...recognised(reader.Resource, itemReaderResources, location),
    ...validatePart(config, { language, location: at }, [
      'CSVDelimiter',
      'CSVHeaderLocation',
      'CSVHeaders',
      'InputType',
      'ItemsPointer',
      ...withPath('MaxItems', language),
    ]),
    ...checkItemsPointer(config, at),
    ...oneOfKeys('InputType', config.InputType, inputTypes, at),
    ...oneOfKeys('CSVDelimiter', config.CSVDelimiter, delimiters, at),
    ...oneOfKeys('CSVHeaderLocation', config.CSVHeaderLocation, { FIRST_ROW: 1, GIVEN: 1 }, at),
    ...(config.InputType === 'CSV' && config.CSVHeaderLocation === undefined
      ? [schemaError('These fields are required: [CSVHeaderLocation]', at)]
      : []),
    ...(config.CSVHeaderLocation === 'GIVEN' && !Array.isArray(config.CSVHeaders)
      ? [schemaError('These fields are required: [CSVHeaders]', at)]
      : []),
  ];
}

/** Only JSON has places within it that can be pointed at. */
function checkItemsPointer({ ItemsPointer, InputType = 'JSON' }: JsonObject, location: string): Diagnostic[] {
  if (ItemsPointer === undefined) return [];
  if (InputType !== 'JSON')
    return [schemaError("Field 'ItemsPointer' is only supported for InputType 'JSON'", location)];
  if (typeof ItemsPointer === 'string' && /^(\/([^~/]|~[01])*)*$/.test(ItemsPointer)) return [];
  return [schemaError('The value of ItemsPointer is not a JSON Pointer', `${location}/ItemsPointer`)];
}

/** Where results are written, and what of them. */
function validateResultWriter(writer: Json | undefined, context: Context): Diagnostic[] {
  const { language, location } = context;
  const found = validatePart(writer, context, [argumentsOf(language), 'Resource', 'WriterConfig']);
  if (!isObject(writer) || found.length > 0) return found;
  if (writer.Resource === undefined && writer.WriterConfig === undefined) {
    return [schemaError('There should be one of the following fields: [Resource, WriterConfig]', location)];
  }
  const config = (writer.WriterConfig ?? {}) as JsonObject;
  const at = `${location}/WriterConfig`;
  return [
    ...(writer.Resource === undefined ? [] : recognised(writer.Resource, resultWriterResources, location)),
    ...validatePart(config, { language, location: at }, ['OutputType', 'Transformation']),
    ...oneOfKeys('OutputType', config.OutputType, outputTypes, at),
    ...oneOfKeys('Transformation', config.Transformation, transformations, at),
  ];
}

function recognised(resource: Json | undefined, table: Record<string, unknown>, location: string): Diagnostic[] {
  if (entryOf(table, resource)) return [];
  return [schemaError(`The resource provided ${String(resource)} is not recognized.`, `${location}/Resource`)];
}

function oneOfKeys(
  field: string,
  value: Json | undefined,
  table: Record<string, unknown>,
  location: string,
): Diagnostic[] {
  if (value === undefined || entryOf(table, value)) return [];
  const message = `The field '${field}' should have one of these values: [${Object.keys(table).join(', ')}]`;
  return [schemaError(message, `${location}/${field}`)];
}
