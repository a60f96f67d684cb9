import { operation } from '../../../service.ts';
import { onRule, ruleNamed } from '../names.ts';
import { setState } from '../rule.ts';

/** Source: EventBridge API Reference, "DisableRule". */
export const DisableRule = operation<'events', 'DisableRule'>({
  accepts: ['Name', 'EventBusName'],
  authorize: (input, context) => [onRule(context, 'DisableRule', input.Name, input.EventBusName)],
  run(input, context) {
    setState(context, ruleNamed(context, input.Name, input.EventBusName), 'DISABLED');
    return {};
  },
});
