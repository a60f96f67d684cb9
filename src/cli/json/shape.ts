/**
 * What commands print as JSON, described so that the compiler holds a description to the type of what is printed, a test to
 * what really is, and docs/ is made from it. The descriptions are JSON Schema, draft 2020-12.
 */

export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** A description of values of type T. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  readonly isOptional: boolean;
  /** never there: it ties the description to its type */
  readonly of?: (value: T) => T;
}

const shape = <T>(schema: JsonSchema): Shape<T> => ({ schema, isOptional: false });

export const string = <T extends string = string>(description: string): Shape<T> =>
  shape({ type: 'string', description });
export const integer = (description: string): Shape<number> => shape({ type: 'integer', description });
export const number = (description: string): Shape<number> => shape({ type: 'number', description });
export const boolean = (description: string): Shape<boolean> => shape({ type: 'boolean', description });
/** An instant, ISO 8601 in UTC. */
export const time = (description: string): Shape<string> => shape({ type: 'string', format: 'date-time', description });

export const oneOf = <const T extends string>(values: readonly T[], description: string): Shape<T> =>
  shape({ type: 'string', enum: values, description });

/** A member that may be absent. */
export const optional = <T>({ schema }: Shape<T>): Shape<T | undefined> => ({ schema, isOptional: true });

export const list = <T>(item: Shape<T>, description: string): Shape<readonly T[]> =>
  shape({ type: 'array', description, items: item.schema });

/** Members whose names are data. */
export const record = <T>(member: Shape<T>, description: string): Shape<Readonly<Record<string, T>>> =>
  shape({ type: 'object', description, additionalProperties: member.schema });

type Members<T> = { readonly [K in keyof T]-?: Shape<T[K]> };

/** An object with these members and no others. */
export function object<T extends object>(members: Members<T>, description?: string): Shape<T> {
  const entries = Object.entries(members) as [string, Shape<unknown>][];
  return shape({
    type: 'object',
    ...(description && { description }),
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    required: entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    additionalProperties: false,
  });
}

/** An object with these members, and with others that are not promised. */
export function open<T extends object>(
  members: { readonly [K in keyof T as string extends K ? never : K]-?: Shape<T[K]> },
  description?: string,
): Shape<T> {
  const { schema, isOptional } = object(members as Members<object>, description);
  return { schema: { ...schema, additionalProperties: true }, isOptional };
}

/** One of several kinds of objects, told apart by a member that each has. */
export function either<T>(kinds: readonly { readonly schema: JsonSchema }[], description?: string): Shape<T> {
  return shape({ ...(description && { description }), anyOf: kinds.map(({ schema }) => schema) });
}
