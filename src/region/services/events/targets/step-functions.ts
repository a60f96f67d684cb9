import type { TargetKind } from './target.ts';

/** Each event is an execution of its own. Source: EventBridge User Guide, "Event bus targets in Amazon EventBridge". */
export const stepFunctions: TargetKind = {
  role: 'required',
  async deliver({ id, target }, input, outside, principal) {
    await outside.call('states', 'StartExecution', { stateMachineArn: target.Arn!, name: id, input }, principal);
  },
};
