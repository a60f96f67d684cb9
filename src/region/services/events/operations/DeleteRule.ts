import { operation } from '../../../service.ts';
import { validationException } from '../errors.ts';
import { busNameOf, onRule } from '../names.ts';
import { rules, targets } from '../rows.ts';

/** That there is no such rule is no error. `Force` is for rules that AWS services made. Source: EventBridge API Reference, "DeleteRule". */
export const DeleteRule = operation<'events', 'DeleteRule'>({
  accepts: ['Name', 'EventBusName', 'Force'],
  authorize: (input, context) => [onRule(context, 'DeleteRule', input.Name, input.EventBusName)],
  run(input, context) {
    const rule = rules.find(context.db, busNameOf(context, input.EventBusName), input.Name);
    if (!rule) return {};
    if (targets.of(context.db, rule.arn).length > 0)
      throw validationException("Rule can't be deleted since it has targets.");
    rules.delete(context.db, rule.arn);
    context.cancelTimer({ service: 'events', name: 'runRule', key: rule.arn });
    return {};
  },
});
