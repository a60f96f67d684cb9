import { operation } from '../../../service.ts';
import { doesNotExist, validationException } from '../errors.ts';
import { baselineMembers, checkBaseline, emptyBaseline, givenMembers } from '../patching/baseline-input.ts';
import { baselineArn, getBaseline } from '../patching/baseline-lookup.ts';
import { describeBaseline } from '../patching/describe.ts';
import { findBaseline, updateBaseline } from '../patching/rows.ts';

/** Changes what is given; with Replace everything else goes back to its default. */
export const UpdatePatchBaseline = operation<'ssm', 'UpdatePatchBaseline'>({
  accepts: [...baselineMembers, 'BaselineId', 'Replace'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:UpdatePatchBaseline', resource: baselineArn(context, BaselineId!) },
  ],
  run({ BaselineId, Replace = false, ...members }, context) {
    checkBaseline(members);
    const before = findBaseline(context.db, getBaseline(context, BaselineId!).baseline.BaselineId);
    if (before === undefined) throw doesNotExist(`Patch baseline ${BaselineId} is AWS's own and cannot be changed.`);
    if (Replace && members.Name === undefined) throw validationException('Name is required when Replace is true.');
    const baseline = { ...before.baseline, ...(Replace && emptyBaseline), ...givenMembers(members) };
    const after = { baseline, createdAt: before.createdAt, modifiedAt: context.now };
    updateBaseline(context.db, after);
    return describeBaseline(context, after);
  },
});
