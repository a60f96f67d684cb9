import { operation } from '../../../service.ts';
import { existingBus } from '../names.ts';
import { pageOf } from '../pages.ts';
import { rules } from '../rows.ts';
import { describeRule } from '../rule.ts';

/** Source: EventBridge API Reference, "ListRules". */
export const ListRules = operation<'events', 'ListRules'>({
  accepts: ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'],
  run(input, context) {
    const bus = existingBus(context, input.EventBusName);
    const { page, NextToken } = pageOf(input, rules.list(context.db, bus, input.NamePrefix));
    return { Rules: page.map(describeRule), NextToken };
  },
});
