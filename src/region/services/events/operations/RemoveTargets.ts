import { operation } from '../../../service.ts';
import { onRule, ruleNamed } from '../names.ts';
import { targets } from '../rows.ts';

/** `Force` is for rules that AWS services made. Source: EventBridge API Reference, "RemoveTargets". */
export const RemoveTargets = operation<'events', 'RemoveTargets'>({
  accepts: ['Rule', 'EventBusName', 'Ids', 'Force'],
  authorize: (input, context) => [onRule(context, 'RemoveTargets', input.Rule, input.EventBusName)],
  run(input, context) {
    const rule = ruleNamed(context, input.Rule, input.EventBusName);
    const absent = input.Ids.filter((id) => !targets.delete(context.db, rule.arn, id));
    return {
      FailedEntryCount: absent.length,
      FailedEntries: absent.map((id) => ({
        TargetId: id,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${id}.`,
      })),
    };
  },
});
