import { operation } from '../../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { machines } from '../rows.ts';
import { tagsOf } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "TagResource". */
export const TagResource = operation<'states', 'TagResource'>({
  accepts: ['resourceArn', 'tags'],
  authorize: (input) => [{ action: 'states:TagResource', resource: input.resourceArn }],
  run(input, context) {
    const row = machines.find(context.db, input.resourceArn);
    if (!row) throw resourceNotFound(input.resourceArn);
    const set = new Set<string | undefined>(input.tags.map(({ key }) => key));
    const kept = tagsOf(row).filter(({ key }) => !set.has(key));
    machines.update(context.db, { ...row, tags: JSON.stringify([...kept, ...input.tags]) });
    return {};
  },
});
