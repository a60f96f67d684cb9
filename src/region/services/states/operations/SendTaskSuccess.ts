import { operation } from '../../../service.ts';
import { checkOutput } from '../data.ts';
import { report } from '../task/token.ts';

/** Source: AWS Step Functions API Reference, "SendTaskSuccess". */
export const SendTaskSuccess = operation<'states', 'SendTaskSuccess'>({
  accepts: ['taskToken', 'output'],
  run({ taskToken, output }, context) {
    checkOutput(output);
    report(context, taskToken, (id) => ({ type: 'task', id, kind: 'succeeded', output: JSON.parse(output) }));
    return {};
  },
});
