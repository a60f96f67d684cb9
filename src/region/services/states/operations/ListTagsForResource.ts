import { operation } from '../../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { machines } from '../rows.ts';
import { tagsOf } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "ListTagsForResource". */
export const ListTagsForResource = operation<'states', 'ListTagsForResource'>({
  accepts: ['resourceArn'],
  authorize: (input) => [{ action: 'states:ListTagsForResource', resource: input.resourceArn }],
  run(input, context) {
    const row = machines.find(context.db, input.resourceArn);
    if (!row) throw resourceNotFound(input.resourceArn);
    return { tags: tagsOf(row) };
  },
});
