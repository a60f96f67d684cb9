import { operation } from '../../../service.ts';
import { invalidParameterValue } from '../errors.ts';
import { functionNamed, onFunction, requestTags } from '../function.ts';
import { updateFunction } from '../rows.ts';

/** Source: Lambda API Reference, "TagResource"; "Lambda quotas" has the number of tags. */
export const TagResource = operation<'lambda', 'TagResource'>({
  accepts: ['Resource', 'Tags'],
  authorize(input, context) {
    const requirement = onFunction(context, 'TagResource', input.Resource);
    return [{ ...requirement, conditions: { ...requirement.conditions, ...requestTags(input.Tags) } }];
  },
  run(input, context) {
    const row = functionNamed(context, input.Resource);
    const tags = { ...row.tags, ...input.Tags };
    if (Object.keys(tags).length > 50) throw invalidParameterValue('Number of tags exceeds resource tag limit.');
    updateFunction(context.db, { ...row, tags });
    return {};
  },
});
