import { compileExpression, compileOptional, InvalidPath } from '../data/expression.ts';
import { compileJsonata, expressionIn, InvalidExpression } from '../data/jsonata.ts';
import { referencePath } from '../data/jsonpath.ts';
import { compileTemplate } from '../data/template.ts';
import { parseTimestamp } from '../data/timestamp.ts';
import { integrationOf } from '../integrations.ts';
import { entryOf, isObject, type Json, type JsonObject } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';

interface Context {
  language: QueryLanguage;
  location: string;
}

/** What is wrong with a value: a message, or diagnostics of places within it. */
type Check = (value: Json, context: Context) => string | Diagnostic[] | undefined;

/** Diagnostics for the value of a field, whichever state it belongs to. */
export function checkValue(field: string, value: Json, context: Context): Diagnostic[] {
  const found = entryOf(checks, field)?.(value, context);
  if (found === undefined) return [];
  return typeof found === 'string' ? [schemaError(found, context.location)] : found;
}

const type =
  (name: string, test: (value: Json) => boolean): Check =>
  (value) =>
    test(value) ? undefined : `Expected value of type [${name}]`;

const string = type('string', (value) => typeof value === 'string');
const object = type('object', isObject);
const list: Check = (value) => {
  if (!Array.isArray(value)) return 'Expected value of type [array]';
  return value.length === 0 ? 'Value cannot be empty' : undefined;
};

/** Whether a JSONata state is to evaluate the value. */
function isExpression(value: Json, { language }: Context): boolean {
  return language === 'JSONata' && typeof value === 'string' && expressionIn(value) !== undefined;
}

/** A number, or in JSONata states an expression for one. */
const number =
  (least: number, most = Number.POSITIVE_INFINITY, integer = true): Check =>
  (value, context) => {
    if (isExpression(value, context)) return jsonata(value, context);
    if (typeof value !== 'number' || (integer && !Number.isInteger(value))) {
      return `Expected value of type [${integer ? 'integer' : 'number'}]`;
    }
    const shown = (limit: number) => (integer ? String(limit) : limit.toFixed(1));
    if (value < least) return `Minimum value is ${shown(least)}`;
    return value > most ? `Maximum value is ${shown(most)}` : undefined;
  };

/** Tells whether something compiles. */
function compiles(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof InvalidPath) return false;
    throw error;
  }
}

const path: Check = (value) =>
  typeof value === 'string' && compiles(() => compileOptional(value)) ? undefined : 'Value must be a valid JSONPath.';
const pathOrNull: Check = (value, context) => (value === null ? undefined : path(value, context));
const pathOrIntrinsic: Check = (value, { location }) =>
  typeof value === 'string' && compiles(() => compileExpression(value, location))
    ? undefined
    : 'Value must be a valid JSONPath or a valid intrinsic function call.';

const reference: Check = (value) => {
  if (value === null) return undefined;
  const found = typeof value === 'string' && !value.startsWith('$$') && compiles(() => referencePath(value));
  return found && referencePath(value) ? undefined : 'Value is not a Reference Path';
};

const jsonata: Check = (value, { location }) => {
  try {
    compileJsonata(value, location);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidExpression) return error.message;
    throw error;
  }
};

/** A payload template of a JSONPath state: every `.$` member must lead somewhere. */
const template: Check = (value, { location }) => templateDiagnostics(value, location);

function templateDiagnostics(value: Json, location: string): Diagnostic[] {
  if (Array.isArray(value)) return value.flatMap((element, i) => templateDiagnostics(element, `${location}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (!key.endsWith('.$')) return templateDiagnostics(member, `${location}/${key}`);
    if (typeof member === 'string' && compiles(() => compileTemplate({ [key]: member }))) return [];
    const message = `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`;
    return [schemaError(message, location)];
  });
}

/** A template in the state's own language. */
const payload: Check = (value, context) => (context.language === 'JSONata' ? jsonata : template)(value, context);

const timestamp: Check = (value, context) => {
  if (isExpression(value, context)) return jsonata(value, context);
  const valid = typeof value === 'string' && parseTimestamp(value) !== undefined;
  return valid ? undefined : 'String does not match RFC3339 timestamp';
};

const resource: Check = (value) => {
  if (typeof value !== 'string' || !value.startsWith('arn:')) return 'Value is not a valid resource ARN';
  if (integrationOf(value)) return undefined;
  return (
    `The resource provided ${value} is not recognized. The value is not a valid resource ARN, or the resource is not ` +
    'available in this region.'
  );
};

const credentials: Check = (value, context) => {
  if (!isObject(value)) return 'Expected value of type [object]';
  const names = ['RoleArn', 'RoleArn.$'];
  if (names.every((name) => value[name] === undefined)) return "The field 'RoleArn' is required but was missing";
  const other = Object.keys(value).find((name) => !names.includes(name));
  return other === undefined ? payload(value, context) : `Field '${other}' is not supported`;
};

const variableName = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u;

/** "Variable names must start with a Unicode letter", have at most 80 characters, and `states` is reserved. */
const assign: Check = (value, context) => {
  if (!isObject(value)) return 'Expected value of type [object]';
  const name = Object.keys(value)
    .map((key) => (context.language === 'JSONPath' ? key.replace(/\.\$$/, '') : key))
    .find((key) => key === 'states' || !variableName.test(key));
  return name === undefined ? payload(value, context) : `'${name}' is not a valid variable name`;
};

const oneOf =
  (field: string, ...values: string[]): Check =>
  (value) =>
    values.includes(value as string)
      ? undefined
      : `The field '${field}' should have one of these values: [${values.join(', ')}]`;

const processor: Check = (value) => {
  if (!isObject(value)) return 'Expected value of type [object]';
  const { Mode = 'INLINE', ExecutionType } = (value.ProcessorConfig ?? {}) as JsonObject;
  if (Mode === 'DISTRIBUTED' && ExecutionType === undefined) return 'These fields are required: [ExecutionType]';
  return undefined;
};

/** Field -> what its value must be. */
const checks: Record<string, Check> = {
  Arguments: payload,
  Assign: assign,
  BatchInput: payload,
  BackoffRate: number(1, Number.POSITIVE_INFINITY, false),
  Branches: list,
  Catch: list,
  Cause: (value, context) =>
    string(value, context) ?? (context.language === 'JSONata' ? jsonata(value, context) : undefined),
  CausePath: pathOrIntrinsic,
  Choices: list,
  Comment: string,
  Condition: (value, context) =>
    typeof value === 'boolean' || isExpression(value, context)
      ? jsonata(value, context)
      : 'Expected value of type [boolean]',
  Credentials: credentials,
  Default: string,
  End: type('boolean', (value) => value === true),
  Error: (value, context) =>
    string(value, context) ?? (context.language === 'JSONata' ? jsonata(value, context) : undefined),
  ErrorEquals: list,
  ErrorPath: pathOrIntrinsic,
  ExecutionType: oneOf('ExecutionType', 'STANDARD', 'EXPRESS'),
  HeartbeatSeconds: number(1, 99_999_999),
  HeartbeatSecondsPath: path,
  InputPath: pathOrNull,
  IntervalSeconds: number(1, 99_999_999),
  ItemProcessor: processor,
  ItemSelector: payload,
  Items: jsonata,
  ItemsPath: path,
  Iterator: processor,
  Label: (value) =>
    typeof value === 'string' && /^[^\s?*<>{}[\]:;,\\|^~$#%&`"]{1,40}$/.test(value) ? undefined : 'Invalid label name',
  JitterStrategy: oneOf('JitterStrategy', 'FULL', 'NONE'),
  MaxAttempts: number(0, 99_999_999),
  MaxConcurrency: number(0),
  MaxConcurrencyPath: path,
  MaxInputBytesPerBatch: number(0, 262_144),
  MaxInputBytesPerBatchPath: path,
  MaxItems: number(0, 100_000_000),
  MaxItemsPath: path,
  MaxItemsPerBatch: number(0),
  MaxItemsPerBatchPath: path,
  Mode: oneOf('Mode', 'INLINE', 'DISTRIBUTED'),
  MaxDelaySeconds: number(1, 31_622_400),
  Next: string,
  Output: jsonata,
  OutputPath: pathOrNull,
  Parameters: template,
  Resource: resource,
  ResultPath: reference,
  ResultSelector: template,
  Retry: list,
  Seconds: number(0, 99_999_999),
  SecondsPath: path,
  StartAt: string,
  States: (value, context) =>
    object(value, context) ?? (Object.keys(value as JsonObject).length === 0 ? 'Value cannot be empty' : undefined),
  TimeoutSeconds: number(1, 99_999_999),
  TimeoutSecondsPath: path,
  Timestamp: timestamp,
  TimestampPath: path,
  ToleratedFailureCount: number(0),
  ToleratedFailureCountPath: path,
  ToleratedFailurePercentage: number(0, 100, false),
  ToleratedFailurePercentagePath: path,
  Variable: path,
  Version: string,
};

const operands: [pattern: RegExp, check: Check][] = [
  [/Path$/, path],
  [/^String/, string],
  [/^Numeric/, type('number', (value) => typeof value === 'number')],
  [/^Timestamp/, timestamp],
  [/^(Boolean|Is)/, type('boolean', (value) => typeof value === 'boolean')],
];

/** Diagnostics for the operand of a comparison in a Choice state. */
export function checkOperand(operator: string, value: Json, location: string): Diagnostic[] {
  const [, check] = operands.find(([pattern]) => pattern.test(operator))!;
  const found = check(value, { language: 'JSONPath', location });
  return typeof found === 'string' ? [schemaError(found, location)] : (found ?? []);
}
