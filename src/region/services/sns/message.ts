/** What is published: checked as AWS does, and the text that each protocol gets of it. */
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidParameter, invalidValue } from './errors.ts';

/** A message as it is kept until it is delivered. Plain JSON. */
export interface Message {
  /** uuid */
  id: string;
  subject: string | null;
  /** the text for protocols that have none of their own, and those that do */
  texts: Readonly<Record<string, string>> & { readonly default: string };
  attributes: Readonly<Record<string, Attribute>>;
  /** ISO 8601, with milliseconds */
  timestamp: string;
}

export interface Attribute {
  /** `String`, `Number`, `String.Array`, `Binary` */
  Type: string;
  /** of `Binary` as base64 */
  Value: string;
}

export interface MessageInput {
  Message: string;
  Subject?: string | undefined;
  MessageStructure?: string | undefined;
  MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
}

/** Bytes of a message with its attributes. Source: SNS API Reference, "Publish". */
const largest = 262_144;

/** @throws WireError InvalidParameter, ParameterValueInvalid */
export function readMessage(input: MessageInput, id: string, now: number): Message {
  const { Message, Subject, MessageStructure, MessageAttributes = {} } = input;
  if (Message === '') throw invalidParameter('Empty message');
  if (Subject !== undefined && !isSubject(Subject)) throw invalidParameter('Subject');
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, value]) => [name, readAttribute(name, value)]),
  );
  if (sizeOf(Message, attributes) > largest) throw invalidParameter('Message too long');
  return {
    id,
    subject: Subject ?? null,
    texts: textsOf(Message, MessageStructure),
    attributes,
    timestamp: new Date(now).toISOString(),
  };
}

/** Source: as above: begins with a letter, number or punctuation mark, has no line breaks, fewer than 100 characters. */
function isSubject(text: string): boolean {
  return text.length <= 100 && /^[^\s\p{Cc}]/u.test(text) && !/\p{Cc}/u.test(text);
}

function textsOf(message: string, structure: string | undefined): Message['texts'] {
  if (structure === undefined) return { default: message };
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  const texts = parseTexts(message);
  if (typeof texts.default !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  const wrong = Object.values(texts).some((text) => typeof text !== 'string');
  if (wrong) throw invalidParameter('Message Structure - JSON message body failed to parse');
  return texts as Message['texts'];
}

function parseTexts(message: string): Record<string, unknown> {
  try {
    const parsed = JSON.parse(message);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  throw invalidParameter('Message Structure - JSON message body failed to parse');
}

/** Source: SNS Developer Guide, "Amazon SNS message attributes". */
function readAttribute(name: string, { DataType = '', StringValue, BinaryValue }: MessageAttributeValue): Attribute {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) || name.length > 256)
    throw invalidValue(
      'Invalid attribute name supplied: it can only have letters, digits, underscores, hyphens and periods.',
    );
  const kind = DataType.split('.')[0] ?? '';
  if (!['String', 'Number', 'Binary'].includes(kind))
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = kind === 'Binary' ? BinaryValue && Buffer.from(BinaryValue).toString('base64') : StringValue;
  if (!value)
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (kind === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
  return { Type: DataType, Value: value };
}

function sizeOf(message: string, attributes: Readonly<Record<string, Attribute>>): number {
  const bytes = (text: string) => Buffer.byteLength(text);
  return Object.entries(attributes).reduce(
    (sum, [name, { Type, Value }]) =>
      sum +
      bytes(name) +
      bytes(Type) +
      (Type.startsWith('Binary') ? Buffer.from(Value, 'base64').length : bytes(Value)),
    bytes(message),
  );
}
