import type { Rule } from '@aws-sdk/client-eventbridge';
import type { Context } from '../../service.ts';
import { type RuleRow, rules } from './rows.ts';
import { keepRunning } from './schedule.ts';

/** A rule as the API answers it. */
export function describeRule({ name, arn, bus, pattern, schedule, state, description }: RuleRow): Rule {
  return {
    Name: name,
    Arn: arn,
    EventPattern: pattern ?? undefined,
    ScheduleExpression: schedule ?? undefined,
    State: state,
    Description: description ?? undefined,
    EventBusName: bus,
  };
}

/** Enables or disables a rule; a rate begins anew when its rule is enabled. */
export function setState(context: Context, before: RuleRow, state: RuleRow['state']): void {
  if (before.state === state) return;
  const row = { ...before, state, anchor: context.now };
  rules.put(context.db, row);
  keepRunning(context, row, context.now);
}
