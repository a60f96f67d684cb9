import { operation } from '../../../service.ts';
import { onRule, ruleNamed } from '../names.ts';
import { pageOf } from '../pages.ts';
import { targets } from '../rows.ts';

/** Source: EventBridge API Reference, "ListTargetsByRule". */
export const ListTargetsByRule = operation<'events', 'ListTargetsByRule'>({
  accepts: ['Rule', 'EventBusName', 'NextToken', 'Limit'],
  authorize: (input, context) => [onRule(context, 'ListTargetsByRule', input.Rule, input.EventBusName)],
  run(input, context) {
    const rule = ruleNamed(context, input.Rule, input.EventBusName);
    const { page, NextToken } = pageOf(input, targets.of(context.db, rule.arn));
    return { Targets: page, NextToken };
  },
});
