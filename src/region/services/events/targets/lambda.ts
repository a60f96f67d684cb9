import type { TargetKind } from './target.ts';

/** A function is invoked asynchronously, with Lambda's own retries. Source: Lambda Developer Guide, "Invoke a Lambda function on a schedule". */
export const lambda: TargetKind = {
  async deliver({ target }, input, outside, principal) {
    const Payload = Buffer.from(input);
    await outside.call('lambda', 'Invoke', { FunctionName: target.Arn!, InvocationType: 'Event', Payload }, principal);
  },
};
