import { NormalizedSchema } from '@smithy/core/schema';

/** The input or output schema of an operation; an operation without has a unit. */
export function structureOf(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
}

/** Name and schema of each member; none of a unit. */
export function membersOf(structure: NormalizedSchema): [string, NormalizedSchema][] {
  return structure.isUnitSchema() ? [] : [...structure.structIterator()];
}

/** A structure's schema has its required members first, and their number last. */
export function requiredOf(structure: NormalizedSchema): string[] {
  if (structure.isUnitSchema()) return [];
  const schema = structure.getSchema() as unknown as [number, string, string, unknown, string[], unknown[], number?];
  return schema[4].slice(0, schema[6] ?? 0);
}
