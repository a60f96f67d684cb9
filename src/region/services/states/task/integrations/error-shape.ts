const known = new WeakMap<object, ReadonlyMap<string, string>>();

/**
 * The name of the shape of an error, by its code: they differ where a protocol has codes of its own.
 * @param model the SDK client's module
 * @returns undefined for what the service's model does not name
 */
export function errorShape(model: object, code: string): string | undefined {
  const names = known.get(model) ?? namesIn(model);
  known.set(model, names);
  return names.get(code);
}

/** Schemas are arrays; those of errors begin with -3. */
const errorSchema = -3;

function namesIn(model: object): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const schema of Object.values(model)) {
    if (!Array.isArray(schema) || schema[0] !== errorSchema) continue;
    const [, , name, traits] = schema as [number, string, string, { awsQueryError?: [string, number] } | number];
    names.set(name, name);
    if (typeof traits === 'object' && traits.awsQueryError) names.set(traits.awsQueryError[0], name);
  }
  return names;
}
