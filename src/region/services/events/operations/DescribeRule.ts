import { operation } from '../../../service.ts';
import { onRule, ruleNamed } from '../names.ts';
import { describeRule } from '../rule.ts';

/** Source: EventBridge API Reference, "DescribeRule". */
export const DescribeRule = operation<'events', 'DescribeRule'>({
  accepts: ['Name', 'EventBusName'],
  authorize: (input, context) => [onRule(context, 'DescribeRule', input.Name, input.EventBusName)],
  run: (input, context) => ({
    ...describeRule(ruleNamed(context, input.Name, input.EventBusName)),
    CreatedBy: context.account,
  }),
});
