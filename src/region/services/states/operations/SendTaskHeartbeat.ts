import { operation } from '../../../service.ts';
import { report } from '../task/token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskHeartbeat". */
export const SendTaskHeartbeat = operation<'states', 'SendTaskHeartbeat'>({
  accepts: ['taskToken'],
  run({ taskToken }, context) {
    report(context, taskToken, (id) => ({ type: 'heartbeat', id }));
    return {};
  },
});
