import { operation } from '../../../service.ts';
import { resourceInUse } from '../errors.ts';
import { baselineArn, defaultBaselineId } from '../patching/baseline-lookup.ts';
import { allPatchGroups, deleteBaseline } from '../patching/rows.ts';
import { forgetTags } from '../tags/rows.ts';

/** One that is not there is no error, as on AWS. */
export const DeletePatchBaseline = operation<'ssm', 'DeletePatchBaseline'>({
  accepts: ['BaselineId'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:DeletePatchBaseline', resource: baselineArn(context, BaselineId!) },
  ],
  run({ BaselineId }, context) {
    const id = BaselineId!;
    if (allPatchGroups(context.db).some(({ baselineId }) => baselineId === id))
      throw resourceInUse(`Patch baseline ${id} is registered for a patch group. Deregister it first.`);
    if (defaultBaselineId(context, 'DEBIAN') === id)
      throw resourceInUse(
        `Patch baseline ${id} is the default patch baseline. Register another one as the default first.`,
      );
    if (deleteBaseline(context.db, id)) forgetTags(context.db, 'PatchBaseline', id);
    return { BaselineId: id };
  },
});
