import { arn, type Place } from '../../arn.ts';
import type { Context, Requirement } from '../../service.ts';
import { busNotFound, constraintViolated, ruleNotFound } from './errors.ts';
import { buses, type RuleRow, rules } from './rows.ts';

/** The bus that every account has, and that the Region's own events arrive on. */
export const defaultBus = 'default';

export const busArn = (place: Place, bus: string): string => arn(place, 'events', `event-bus/${bus}`);

/** The ARN of a rule on the default bus does not name the bus. */
export const ruleArn = (place: Place, bus: string, name: string): string =>
  arn(place, 'events', bus === defaultBus ? `rule/${name}` : `rule/${bus}/${name}`);

/** The name of the bus that `EventBusName` means, which is a name or an ARN. */
export function busNameOf(place: Place, given: string = defaultBus): string {
  const prefix = busArn(place, '');
  return given.startsWith(prefix) ? given.slice(prefix.length) : given;
}

/** @throws WireError ResourceNotFoundException */
export function existingBus(context: Context, given?: string): string {
  const name = busNameOf(context, given);
  if (name !== defaultBus && !buses.find(context.db, name)) throw busNotFound(name);
  return name;
}

/** @throws WireError ResourceNotFoundException */
export function ruleNamed(context: Context, name: string, eventBusName?: string): RuleRow {
  const bus = existingBus(context, eventBusName);
  const row = rules.find(context.db, bus, name);
  if (!row) throw ruleNotFound(name, bus);
  return row;
}

/** @throws WireError ValidationException */
export function checkRuleName(name: string): void {
  if (name.length > 64) throw constraintViolated(name, 'name', 'Member must have length less than or equal to 64');
  if (!/^[.\-_A-Za-z0-9]+$/.test(name))
    throw constraintViolated(name, 'name', 'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+');
}

/**
 * What IAM has to allow for an action on a rule: all rules of an account are its own, so their creator is the account.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EventBridge".
 */
export function onRule(
  context: Context,
  action: string,
  name: string,
  eventBusName?: string,
  conditions: Readonly<Record<string, string | undefined>> = {},
): Requirement {
  const bus = busNameOf(context, eventBusName);
  const tags = rules.find(context.db, bus, name)?.tags ?? [];
  return {
    action: `events:${action}`,
    resource: ruleArn(context, bus, name),
    conditions: {
      'events:creatorAccount': context.account,
      ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
      ...conditions,
    },
  };
}

export function onBus(context: Context, action: string, eventBusName?: string): Requirement {
  const bus = busNameOf(context, eventBusName);
  const tags = buses.find(context.db, bus)?.tags ?? [];
  return {
    action: `events:${action}`,
    resource: busArn(context, bus),
    conditions: Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
  };
}
