import { operation } from '../../../service.ts';
import { taggedResource } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "TagResource". */
export const TagResource = operation<'states', 'TagResource'>({
  accepts: ['resourceArn', 'tags'],
  authorize: (input) => [{ action: 'states:TagResource', resource: input.resourceArn }],
  run({ resourceArn, tags }, context) {
    const resource = taggedResource(context, resourceArn);
    const set = new Set<string | undefined>(tags.map(({ key }) => key));
    resource.replace([...resource.tags.filter(({ key }) => !set.has(key)), ...tags]);
    return {};
  },
});
