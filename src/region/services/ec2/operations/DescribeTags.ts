import type { TagDescription } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { type FilterTable, filterOf } from '../filters.ts';
import { page } from '../pages.ts';
import { kindOf } from '../taggable.ts';
import { allTags } from '../tags.ts';

const filters: FilterTable<TagDescription> = {
  key: ({ Key }) => [Key],
  'resource-id': ({ ResourceId }) => [ResourceId],
  'resource-type': ({ ResourceType }) => [ResourceType],
  value: ({ Value }) => [Value],
};

/** `tag:<key>` means the value of a tag of that key. */
const byKey = (name: string): FilterTable<TagDescription>[string] | undefined =>
  name.startsWith('tag:') ? ({ Key, Value }) => (Key === name.slice('tag:'.length) ? [Value] : []) : undefined;

/** Every tag of every resource, in the order of the resources' ids and the tags' keys. */
export const DescribeTags = operation<'ec2', 'DescribeTags'>({
  accepts: ['Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, { db }) {
    const tags = allTags(db).map(({ resourceId, Key, Value }) => ({
      Key,
      ResourceId: resourceId,
      ResourceType: kindOf(resourceId).type,
      Value,
    }));
    const found = tags.filter(filterOf('DescribeTags', input.Filters, filters, byKey));
    const { items, NextToken } = page(found, input, ({ ResourceId, Key }) => `${ResourceId} ${Key}`);
    return { Tags: items, NextToken };
  },
});
