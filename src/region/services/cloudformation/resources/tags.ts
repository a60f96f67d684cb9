/** Tags of resources. Source: AWS CloudFormation User Guide, "Resource tag". */
import type { Value } from '../template/functions/function.ts';
import type { ResourceType } from './resourceType.ts';
import type { Properties } from './schema.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The property Tags of most types. */
export const tagList = {
  shape: {
    list: { members: { Key: { shape: 'String', required: true }, Value: { shape: 'String', required: true } } },
  },
} as const satisfies Properties[string];

/** Adds the stack's tags to a resource's own, which win. */
export function withStackTags(
  type: ResourceType,
  properties: Readonly<Record<string, Value>>,
  stackTags: readonly Tag[],
): Record<string, Value> {
  if (!type.tags || stackTags.length === 0) return { ...properties };
  const { property, form } = type.tags;
  if (form === 'map') {
    const fromStack = Object.fromEntries(stackTags.map(({ Key, Value }) => [Key, Value]));
    return {
      ...properties,
      [property]: { ...fromStack, ...(properties[property] as Record<string, Value> | undefined) },
    };
  }
  const own = (properties[property] ?? []) as unknown as readonly Tag[];
  const inherited = stackTags
    .filter(({ Key }) => !own.some((tag) => tag.Key === Key))
    .map(({ Key, Value }) => ({ Key, Value }));
  return { ...properties, [property]: [...(own as unknown as Value[]), ...inherited] };
}

/** What to set and which keys to remove, to get from the one to the other. */
export function tagChanges(from: readonly Tag[] = [], to: readonly Tag[] = []): { set: Tag[]; remove: string[] } {
  return {
    set: to.filter(({ Key, Value }) => !from.some((tag) => tag.Key === Key && tag.Value === Value)),
    remove: from.map((tag) => tag.Key).filter((key) => !to.some((tag) => tag.Key === key)),
  };
}

/** As the services that take a map of tags have it. */
export function tagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
