import { operation } from '../../../service.ts';
import { doesNotExist } from '../errors.ts';
import { baselineArn, getBaseline } from '../patching/baseline-lookup.ts';
import { deletePatchGroup } from '../patching/rows.ts';

export const DeregisterPatchBaselineForPatchGroup = operation<'ssm', 'DeregisterPatchBaselineForPatchGroup'>({
  accepts: ['BaselineId', 'PatchGroup'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:DeregisterPatchBaselineForPatchGroup', resource: baselineArn(context, BaselineId!) },
  ],
  run({ BaselineId, PatchGroup }, context) {
    const id = getBaseline(context, BaselineId!).baseline.BaselineId;
    if (!deletePatchGroup(context.db, PatchGroup!, id))
      throw doesNotExist(`Patch group ${PatchGroup} is not registered with ${id}.`);
    return { BaselineId: id, PatchGroup };
  },
});
