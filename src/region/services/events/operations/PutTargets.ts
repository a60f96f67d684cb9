import { operation } from '../../../service.ts';
import { tooMany } from '../errors.ts';
import { onRule, ruleNamed } from '../names.ts';
import { targets } from '../rows.ts';
import { checkTarget } from '../targets/check.ts';

/** Targets of a rule. Source: "Amazon EventBridge quotas". */
const mostTargets = 5;

/** Adds targets, or replaces those of the same ids. Source: EventBridge API Reference, "PutTargets". */
export const PutTargets = operation<'events', 'PutTargets'>({
  accepts: [
    'Rule',
    'EventBusName',
    'Targets.Id',
    'Targets.Arn',
    'Targets.RoleArn',
    'Targets.Input',
    'Targets.InputPath',
    'Targets.InputTransformer',
    'Targets.RetryPolicy',
  ],
  authorize: (input, context) =>
    input.Targets.flatMap(({ Arn, RoleArn }) => [
      onRule(context, 'PutTargets', input.Rule, input.EventBusName, { 'events:TargetArn': Arn }),
      ...(RoleArn === undefined
        ? []
        : [
            {
              action: 'iam:PassRole',
              resource: RoleArn,
              conditions: { 'iam:PassedToService': 'events.amazonaws.com' },
            },
          ]),
    ]),
  run(input, context) {
    const rule = ruleNamed(context, input.Rule, input.EventBusName);
    for (const target of input.Targets) checkTarget(target);
    for (const target of input.Targets) targets.put(context.db, rule.arn, target);
    if (targets.of(context.db, rule.arn).length > mostTargets) throw tooMany();
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
