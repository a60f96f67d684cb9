/** When rules with a schedule expression run. */
import { InvalidSchedule, next, parse, type Schedule } from '../../../schedule/index.ts';
import type { Context } from '../../service.ts';
import { send } from './delivery.ts';
import { validationException } from './errors.ts';
import { eventOf } from './event.ts';
import { type RuleRow, rules } from './rows.ts';

/** Of what `schedule/` knows, EventBridge has rates, and cron expressions of six fields, in UTC. */
const forms: readonly RegExp[] = [/^rate\(.*\)$/, /^cron\(\s*(\S+\s+){5}\S+\s*\)$/];

/**
 * Source: EventBridge User Guide, "Creating a scheduled rule (legacy) in Amazon EventBridge".
 * @throws WireError ValidationException
 */
export function checkSchedule(expression: string): void {
  read(expression);
}

function read(expression: string): Schedule {
  try {
    if (forms.some((form) => form.test(expression))) return parse(expression);
  } catch (error) {
    if (!(error instanceof InvalidSchedule)) throw error;
  }
  throw validationException('Parameter ScheduleExpression is not valid.');
}

/**
 * Sets the timer for a rule's first run after that instant; none while it is disabled. A rate runs first when it has passed
 * once since the rule was made or enabled.
 * @param after milliseconds since epoch
 */
export function keepRunning(context: Context, rule: RuleRow, after: number): void {
  const timer = { service: 'events', name: 'runRule', key: rule.arn } as const;
  const at =
    rule.schedule === null || rule.state === 'DISABLED'
      ? undefined
      : next(read(rule.schedule), { timezone: 'UTC', anchor: rule.anchor, after: Math.max(after, rule.anchor) });
  if (at === undefined) context.cancelTimer(timer);
  else context.setTimer({ ...timer, at, payload: { rule: rule.arn, at } });
}

/**
 * The timer of a rule. If the Region was down when it was due, it fires once after the start, with the time at which it was
 * due; what else was missed meanwhile is not made up for.
 */
export function runRule({ rule, at }: { rule: string; at: number }, context: Context): void {
  const row = rules.withArn(context.db, rule);
  if (!row) return;
  send(
    context,
    row,
    eventOf(context, { source: 'aws.events', detailType: 'Scheduled Event', resources: [rule], detail: {}, at }),
  );
  keepRunning(context, row, context.now);
}
