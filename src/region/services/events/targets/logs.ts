import type { TargetKind } from './target.ts';

/**
 * A log group, which gets each event in a stream of its own. A resource policy of CloudWatch Logs has to let events.amazonaws.com
 * write. Source: EventBridge User Guide, "Using resource-based policies for Amazon EventBridge".
 */
export const logs: TargetKind = {
  async deliver({ id, target, ingested }, message, outside, principal) {
    const [, logGroupName = ''] = /:log-group:([^:]+)/.exec(target.Arn!) ?? [];
    await outside.call('logs', 'CreateLogStream', { logGroupName, logStreamName: id }, principal);
    const logEvents = [{ timestamp: ingested, message }];
    await outside.call('logs', 'PutLogEvents', { logGroupName, logStreamName: id, logEvents }, principal);
  },
};
