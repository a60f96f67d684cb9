import { operation } from '../../../service.ts';
import { onRule, ruleNamed } from '../names.ts';
import { setState } from '../rule.ts';

/** Source: EventBridge API Reference, "EnableRule". */
export const EnableRule = operation<'events', 'EnableRule'>({
  accepts: ['Name', 'EventBusName'],
  authorize: (input, context) => [onRule(context, 'EnableRule', input.Name, input.EventBusName)],
  run(input, context) {
    setState(context, ruleNamed(context, input.Name, input.EventBusName), 'ENABLED');
    return {};
  },
});
