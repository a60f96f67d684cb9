import { operation } from '../../../service.ts';
import { functionNamed, onFunction } from '../function.ts';
import { updateFunction } from '../rows.ts';

/** Source: Lambda API Reference, "UntagResource". Keys that are not there are of no consequence. */
export const UntagResource = operation<'lambda', 'UntagResource'>({
  accepts: ['Resource', 'TagKeys'],
  authorize: (input, context) => [onFunction(context, 'UntagResource', input.Resource)],
  run(input, context) {
    const row = functionNamed(context, input.Resource);
    const tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !input.TagKeys.includes(key)));
    updateFunction(context.db, { ...row, tags });
    return {};
  },
});
