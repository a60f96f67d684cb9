import { operation } from '../../../service.ts';
import { existingBus } from '../names.ts';
import { pageOf } from '../pages.ts';
import { rules } from '../rows.ts';

/** Source: EventBridge API Reference, "ListRuleNamesByTarget". */
export const ListRuleNamesByTarget = operation<'events', 'ListRuleNamesByTarget'>({
  accepts: ['TargetArn', 'EventBusName', 'NextToken', 'Limit'],
  run(input, context) {
    const bus = existingBus(context, input.EventBusName);
    const { page, NextToken } = pageOf(input, rules.namesByTarget(context.db, bus, input.TargetArn));
    return { RuleNames: page, NextToken };
  },
});
