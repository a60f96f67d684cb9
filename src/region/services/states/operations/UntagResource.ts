import { operation } from '../../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { machines } from '../rows.ts';
import { tagsOf } from '../tags.ts';

/** Source: AWS Step Functions API Reference, "UntagResource". */
export const UntagResource = operation<'states', 'UntagResource'>({
  accepts: ['resourceArn', 'tagKeys'],
  authorize: (input) => [{ action: 'states:UntagResource', resource: input.resourceArn }],
  run(input, context) {
    const row = machines.find(context.db, input.resourceArn);
    if (!row) throw resourceNotFound(input.resourceArn);
    const kept = tagsOf(row).filter(({ key }) => !input.tagKeys.includes(key ?? ''));
    machines.update(context.db, { ...row, tags: JSON.stringify(kept) });
    return {};
  },
});
