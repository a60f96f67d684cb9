/**
 * The properties that a resource type takes, as a table; the TypeScript types follow from it. Values are held to it in the
 * words of AWS's JSON schema validator, and what is not in the table is refused by name.
 */
import { notSupported } from '../../../errors.ts';
import { validationError } from '../errors.ts';
import { notYetKnown, type Value } from '../template/functions/function.ts';

/** `Json` is a document of any form, or its text. */
export type Shape =
  | 'String'
  | 'Integer'
  | 'Boolean'
  | 'Json'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly members: Properties };

export interface Property {
  readonly shape: Shape;
  readonly required?: true;
  /**
   * What a change of the property comes to: another physical resource, or, where AWS would change the one there is in a way that
   * this Region does not know, a refusal. Without it, `update` changes the resource in place. Some depend on other properties.
   */
  readonly change?: Change | ((wanted: Readonly<Record<string, unknown>>) => Change | undefined);
}

export type Change = 'replace' | 'refuse';

/** What a change of a property comes to. @param wanted all properties as they are to be */
export function changeOf(
  property: Property | undefined,
  wanted: Readonly<Record<string, unknown>>,
): Change | undefined {
  return typeof property?.change === 'function' ? property.change(wanted) : property?.change;
}

export type Properties = Readonly<Record<string, Property>>;

type OfShape<S> = S extends 'String'
  ? string
  : S extends 'Integer'
    ? number
    : S extends 'Boolean'
      ? boolean
      : S extends 'Json'
        ? string | Readonly<Record<string, unknown>>
        : S extends { list: infer Item }
          ? OfShape<Item>[]
          : S extends { map: infer Item }
            ? Record<string, OfShape<Item>>
            : S extends { members: infer Members }
              ? OfProperties<Members>
              : never;

/** The TypeScript type of a table of properties. */
export type OfProperties<P> = {
  -readonly [K in keyof P as P[K] extends { required: true } ? K : never]: P[K] extends { shape: infer S }
    ? OfShape<S>
    : never;
} & {
  -readonly [K in keyof P as P[K] extends { required: true } ? never : K]?: P[K] extends { shape: infer S }
    ? OfShape<S>
    : never;
};

/**
 * Holds evaluated properties to their table, and turns scalars into what the table asks for (`"60"` -> 60), as CloudFormation does.
 * Values that are not yet known pass.
 * @param type e.g. `AWS::IAM::Role`
 * @throws WireError NotImplemented for a property that is not in the table; ValidationError for what is missing or malformed
 */
export function conform(properties: Properties, value: Value, type: string, logicalId: string): Record<string, Value> {
  const faults: string[] = [];
  const result = conformMembers(properties, value, '#', faults, (path) => {
    throw notSupported(`the property ${path.slice(2).replaceAll('/', '.')} of ${type} (resource ${logicalId})`);
  });
  if (faults.length > 0) {
    throw validationError(`Properties validation failed for resource ${logicalId} with message:\n${faults.join('\n')}`);
  }
  return result as Record<string, Value>;
}

type Refuse = (path: string) => never;

function conformMembers(properties: Properties, value: Value, path: string, faults: string[], refuse: Refuse): Value {
  if (!isMap(value)) return fault(faults, path, 'JSONObject', value);
  const strange = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
  if (strange !== undefined) return refuse(`${path}/${strange}`);
  for (const [name, { required }] of Object.entries(properties)) {
    if (required && value[name] === undefined) faults.push(`${path}: required key [${name}] not found`);
  }
  const members = Object.entries(value).map(
    ([name, one]) => [name, conformShape(properties[name]!.shape, one, `${path}/${name}`, faults, refuse)] as const,
  );
  return Object.fromEntries(members);
}

function conformShape(shape: Shape, value: Value, path: string, faults: string[], refuse: Refuse): Value {
  if (value === notYetKnown) return value;
  if (typeof shape === 'string') {
    const result = scalars[shape](value);
    return result === undefined ? fault(faults, path, shape, value) : result;
  }
  if ('members' in shape) return conformMembers(shape.members, value, path, faults, refuse);
  if ('list' in shape) {
    if (!Array.isArray(value)) return fault(faults, path, 'JSONArray', value);
    return value.map((item, index) => conformShape(shape.list, item as Value, `${path}/${index}`, faults, refuse));
  }
  if (!isMap(value)) return fault(faults, path, 'JSONObject', value);
  const entries = Object.entries(value).map(
    ([key, item]) => [key, conformShape(shape.map, item, `${path}/${key}`, faults, refuse)] as const,
  );
  return Object.fromEntries(entries);
}

/** What becomes of a value where a scalar is asked for; undefined: it does not go. */
const scalars: Readonly<Record<'String' | 'Integer' | 'Boolean' | 'Json', (value: Value) => Value | undefined>> = {
  String: (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined),
  Integer: (value) =>
    /^-?\d+$/.test(typeof value === 'number' ? String(value) : asText(value)) ? Number(value) : undefined,
  Boolean: (value) =>
    ({ true: true, false: false })[String(typeof value === 'boolean' ? value : asText(value).toLowerCase())],
  Json: (value) => (isMap(value) || typeof value === 'string' ? value : undefined),
};

function asText(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function isMap(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(
  faults: string[],
  path: string,
  expected: string,
  value: Value,
): undefined extends never ? never : Value {
  const found = Array.isArray(value)
    ? 'JSONArray'
    : isMap(value)
      ? 'JSONObject'
      : (scalarNames[typeof value] ?? 'Null');
  faults.push(`${path}: expected type: ${expected}, found: ${found}`);
  return null;
}

const scalarNames: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean' };
