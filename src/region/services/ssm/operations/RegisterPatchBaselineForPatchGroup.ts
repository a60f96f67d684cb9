import { operation } from '../../../service.ts';
import { alreadyExists } from '../errors.ts';
import { baselineArn, getBaseline } from '../patching/baseline-lookup.ts';
import { allPatchGroups, insertPatchGroup } from '../patching/rows.ts';

/** A patch group has one baseline for an operating system. */
export const RegisterPatchBaselineForPatchGroup = operation<'ssm', 'RegisterPatchBaselineForPatchGroup'>({
  accepts: ['BaselineId', 'PatchGroup'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:RegisterPatchBaselineForPatchGroup', resource: baselineArn(context, BaselineId!) },
  ],
  run({ BaselineId, PatchGroup }, context) {
    const { baseline } = getBaseline(context, BaselineId!);
    const group = {
      patchGroup: PatchGroup!,
      operatingSystem: baseline.OperatingSystem,
      baselineId: baseline.BaselineId,
    };
    const registered = allPatchGroups(context.db).find(
      ({ patchGroup, operatingSystem }) => patchGroup === group.patchGroup && operatingSystem === group.operatingSystem,
    );
    if (registered !== undefined)
      throw alreadyExists(
        `Patch Group baseline already exists: ${group.patchGroup} is registered with ${registered.baselineId} for ${group.operatingSystem}.`,
      );
    insertPatchGroup(context.db, group);
    return { BaselineId: baseline.BaselineId, PatchGroup: group.patchGroup };
  },
});
