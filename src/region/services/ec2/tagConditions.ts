import type { Tag } from '@aws-sdk/client-ec2';

/** The condition keys of the tags that a resource has, or that a request gives it. */
export function tagConditions(
  of: 'Resource' | 'Request',
  tags: readonly Tag[],
): Record<string, string | readonly string[] | undefined> {
  const prefixes = of === 'Resource' ? ['aws:ResourceTag', 'ec2:ResourceTag'] : ['aws:RequestTag'];
  const values = prefixes.flatMap((prefix) => tags.map(({ Key, Value }) => [`${prefix}/${Key}`, Value]));
  const keys = tags.map(({ Key }) => Key!);
  return { ...Object.fromEntries(values), ...(of === 'Request' && keys.length > 0 && { 'aws:TagKeys': keys }) };
}
