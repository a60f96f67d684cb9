import type { TargetKind } from './target.ts';

/** The topic's policy has to let events.amazonaws.com publish. Source: EventBridge User Guide, "Using resource-based policies for Amazon EventBridge". */
export const sns: TargetKind = {
  async deliver({ target }, input, outside, principal) {
    await outside.call('sns', 'Publish', { TopicArn: target.Arn!, Message: input }, principal);
  },
};
