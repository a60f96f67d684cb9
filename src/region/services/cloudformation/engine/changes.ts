/** What differs between the properties of a resource as they are and as they are wanted. */
import { isDeepStrictEqual } from 'node:util';
import type { ResourceProperties } from '../rows/resources.ts';

/** The names of the properties that differ, sorted. A value that is not yet known differs from all others. */
export function changedProperties(from: ResourceProperties, to: ResourceProperties): string[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].filter((name) => !isDeepStrictEqual(from[name], to[name])).sort();
}
