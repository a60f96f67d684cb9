import { operation } from '../../../service.ts';
import { checkOperatingSystem } from '../patching/baseline-input.ts';
import { defaultBaselineId } from '../patching/baseline-lookup.ts';

export const GetDefaultPatchBaseline = operation<'ssm', 'GetDefaultPatchBaseline'>({
  accepts: ['OperatingSystem'],
  run({ OperatingSystem }, context) {
    checkOperatingSystem(OperatingSystem);
    return { BaselineId: defaultBaselineId(context, 'DEBIAN'), OperatingSystem: 'DEBIAN' };
  },
});
