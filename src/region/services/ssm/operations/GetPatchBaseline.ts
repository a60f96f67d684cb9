import { operation } from '../../../service.ts';
import { baselineArn, getBaseline } from '../patching/baseline-lookup.ts';
import { describeBaseline } from '../patching/describe.ts';

export const GetPatchBaseline = operation<'ssm', 'GetPatchBaseline'>({
  accepts: ['BaselineId'],
  authorize: ({ BaselineId }, context) => [
    { action: 'ssm:GetPatchBaseline', resource: baselineArn(context, BaselineId!) },
  ],
  run: ({ BaselineId }, context) => describeBaseline(context, getBaseline(context, BaselineId!)),
});
