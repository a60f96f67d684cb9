/**
 * Members that a REST message carries in its path, query and headers. Source: Smithy, "HTTP binding traits".
 */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { fixedQuery, labelsOf } from './http-routes.ts';
import type { WireRequest } from './protocol.ts';
import { membersOf, structureOf } from './structure.ts';

/** Members that are bound to no other part of the message travel in its body, under their own names. */
export function bodyMembers(structure: NormalizedSchema): [string, NormalizedSchema][] {
  return membersOf(structure).filter(([, member]) => {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } =
      member.getMergedTraits();
    const bound = httpLabel || httpQuery || httpQueryParams || httpHeader || httpPayload || httpResponseCode;
    return !bound && httpPrefixHeaders === undefined;
  });
}

/** The one member that is the whole body. */
export function payloadMember(structure: NormalizedSchema): [string, NormalizedSchema] | undefined {
  return membersOf(structure).find(([, member]) => member.getMergedTraits().httpPayload);
}

/** Reads path, query and headers. `unknown`: the query keys that are no member's. */
export function readBindings(
  request: WireRequest,
  schema: StaticOperationSchema,
): { input: Record<string, unknown>; unknown: string[] } {
  const input: Record<string, unknown> = {};
  const left = new Set(request.query.keys());
  for (const key of fixedQuery(schema)) left.delete(key);
  // Those of a presigned URL are its signature's.
  for (const key of request.query.keys()) if (key.startsWith('X-Amz-')) left.delete(key);
  const labels = labelsOf(request, schema);
  for (const [name, member] of membersOf(structureOf(schema[4]))) {
    const value = readMember(name, member, request, labels);
    if (value !== undefined) input[name] = value;
    const { httpQuery } = member.getMergedTraits();
    if (httpQuery) left.delete(httpQuery);
  }
  return { input, unknown: [...left] };
}

function readMember(
  name: string,
  member: NormalizedSchema,
  { query, headers }: WireRequest,
  labels: Record<string, string> | undefined,
): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpLabel) return labels?.[name];
  if (httpQuery) {
    const values = query.getAll(httpQuery);
    if (values.length === 0) return undefined;
    return member.isListSchema() ? values : readText(member, values[0]!);
  }
  if (httpHeader) {
    const text = headers.get(httpHeader);
    return text === null ? undefined : readText(member, text);
  }
  if (httpPrefixHeaders === undefined) return undefined;
  const found = [...headers].filter(([header]) => header.startsWith(httpPrefixHeaders));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([header, text]) => [header.slice(httpPrefixHeaders.length), text]));
}

function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isListSchema()) return text.split(',').map((each) => each.trim());
  return text;
}

/** The headers of an answer, by names in lower case, and the status that a member gives it. */
export function writeBindings(
  structure: NormalizedSchema,
  answer: Readonly<Record<string, unknown>>,
): { headers: Record<string, string>; status: number | undefined } {
  const headers: Record<string, string> = {};
  let status: number | undefined;
  for (const [name, member] of membersOf(structure)) {
    const { httpHeader, httpPrefixHeaders, httpResponseCode } = member.getMergedTraits();
    const value = answer[name];
    if (value === undefined) continue;
    if (httpResponseCode) status = Number(value);
    else if (httpHeader) headers[httpHeader.toLowerCase()] = writeText(value);
    else if (httpPrefixHeaders !== undefined)
      for (const [key, text] of Object.entries(value as Record<string, string>))
        headers[`${httpPrefixHeaders}${key}`.toLowerCase()] = text;
  }
  return { headers, status };
}

/** Times in headers are HTTP's. */
function writeText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}
