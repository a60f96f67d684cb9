import { operation } from '../../../service.ts';
import { taggedResource } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "ListTagsForResource". */
export const ListTagsForResource = operation<'states', 'ListTagsForResource'>({
  accepts: ['resourceArn'],
  authorize: (input) => [{ action: 'states:ListTagsForResource', resource: input.resourceArn }],
  run: (input, context) => ({ tags: [...taggedResource(context, input.resourceArn).tags] }),
});
