import { operation } from '../../../service.ts';
import { report } from '../task/token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskFailure". */
export const SendTaskFailure = operation<'states', 'SendTaskFailure'>({
  accepts: ['taskToken', 'error', 'cause'],
  run({ taskToken, error, cause }, context) {
    const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    report(context, taskToken, (id) => ({ type: 'task', id, kind: 'failed', ...failure }));
    return {};
  },
});
