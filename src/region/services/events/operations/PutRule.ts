import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { checkDescription } from '../bus.ts';
import { tooMany, validationException } from '../errors.ts';
import { checkRuleName, defaultBus, existingBus, onRule, ruleArn } from '../names.ts';
import { patternOf } from '../pattern.ts';
import { type RuleRow, rules } from '../rows.ts';
import { checkSchedule, keepRunning } from '../schedule.ts';
import { mergeTags, requestTags } from '../tags.ts';

/** Rules of a bus. Source: "Amazon EventBridge quotas". */
const mostRules = 300;

/**
 * Makes a rule, or replaces the one of that name: what is left out is not kept, its tags and targets are.
 * Source: EventBridge API Reference, "PutRule".
 */
export const PutRule = operation<'events', 'PutRule'>({
  accepts: ['Name', 'ScheduleExpression', 'EventPattern', 'State', 'Description', 'Tags', 'EventBusName'],
  authorize(input, context) {
    const put = onRule(context, 'PutRule', input.Name, input.EventBusName, requestTags(input.Tags));
    return input.Tags?.length ? [put, { ...put, action: 'events:TagResource' }] : [put];
  },
  run(input, context) {
    const { Name, ScheduleExpression, EventPattern, State = 'ENABLED', Description, Tags = [] } = input;
    checkRuleName(Name);
    checkDescription(Description);
    if (State !== 'ENABLED' && State !== 'DISABLED') throw notSupported(`the state ${State} of a rule`);
    const bus = existingBus(context, input.EventBusName);
    if (!ScheduleExpression && !EventPattern)
      throw validationException('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    if (ScheduleExpression && bus !== defaultBus)
      throw validationException('ScheduleExpression is supported only on the default event bus.');
    if (ScheduleExpression) checkSchedule(ScheduleExpression);
    if (EventPattern) patternOf(EventPattern);

    const before = rules.find(context.db, bus, Name);
    if (!before && rules.list(context.db, bus).length >= mostRules) throw tooMany();
    const schedule = ScheduleExpression || null;
    const goesOn = before?.schedule === schedule && before.state === State;
    const row: RuleRow = {
      bus,
      name: Name,
      arn: ruleArn(context, bus, Name),
      description: Description ?? null,
      pattern: EventPattern || null,
      schedule,
      state: State,
      anchor: goesOn ? before.anchor : context.now,
      tags: before?.tags ?? mergeTags([], Tags),
    };
    rules.put(context.db, row);
    keepRunning(context, row, context.now);
    return { RuleArn: row.arn };
  },
});
