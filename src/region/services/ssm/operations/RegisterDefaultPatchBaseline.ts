import { operation } from '../../../service.ts';
import { baselineArn, getBaseline } from '../patching/baseline-lookup.ts';
import { saveDefaultBaselineId } from '../patching/rows.ts';

export const RegisterDefaultPatchBaseline = operation<'ssm', 'RegisterDefaultPatchBaseline'>({
  accepts: ['BaselineId'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:RegisterDefaultPatchBaseline', resource: baselineArn(context, BaselineId!) },
  ],
  run({ BaselineId }, context) {
    const { baseline } = getBaseline(context, BaselineId!);
    saveDefaultBaselineId(context.db, baseline.OperatingSystem, baseline.BaselineId);
    return { BaselineId: baseline.BaselineId };
  },
});
