import { operation } from '../../../service.ts';
import { onGroupArn, taggedGroup } from '../names.ts';

/** Source: CloudWatch Logs API Reference, "ListTagsForResource", for log groups. */
export const ListTagsForResource = operation<'logs', 'ListTagsForResource'>({
  accepts: ['resourceArn'],
  authorize: (input, context) => [onGroupArn(context, 'ListTagsForResource', input.resourceArn)],
  run: (input, context) => ({
    tags: JSON.parse(taggedGroup(context, input.resourceArn).tags) as Record<string, string>,
  }),
});
