import { operation } from '../../../service.ts';
import { checkOperatingSystem } from '../patching/baseline-input.ts';
import { baselineFor } from '../patching/baseline-lookup.ts';

/** The baseline of a patch group; the default one for a group that has none. */
export const GetPatchBaselineForPatchGroup = operation<'ssm', 'GetPatchBaselineForPatchGroup'>({
  accepts: ['PatchGroup', 'OperatingSystem'],
  run({ PatchGroup, OperatingSystem }, context) {
    checkOperatingSystem(OperatingSystem);
    const { BaselineId } = baselineFor(context, PatchGroup, 'DEBIAN');
    return { BaselineId, PatchGroup, OperatingSystem: 'DEBIAN' };
  },
});
