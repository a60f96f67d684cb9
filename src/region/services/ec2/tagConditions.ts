import type { Tag } from '@aws-sdk/client-ec2';

/** The condition keys of the tags that a resource has, or that a request gives it. */
export function tagConditions(of: 'Resource' | 'Request', tags: readonly Tag[]): Record<string, string | undefined> {
  const prefixes = of === 'Resource' ? ['aws:ResourceTag', 'ec2:ResourceTag'] : ['aws:RequestTag'];
  return Object.fromEntries(prefixes.flatMap((prefix) => tags.map(({ Key, Value }) => [`${prefix}/${Key}`, Value])));
}
