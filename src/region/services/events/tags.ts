import type { Tag } from '@aws-sdk/client-eventbridge';
import { WireError } from '../../errors.ts';
import type { Context, Requirement } from '../../service.ts';
import { validationException } from './errors.ts';
import { busNameOf, onBus, onRule } from './names.ts';
import { buses, rules } from './rows.ts';

/** What has tags: a rule, or a bus that somebody made. */
interface Tagged {
  tags: readonly Tag[];
  replace(tags: Tag[]): void;
}

/** @throws WireError ResourceNotFoundException */
export function taggedResource(context: Context, resourceArn: string): Tagged {
  const rule = rules.withArn(context.db, resourceArn);
  if (rule) return { tags: rule.tags, replace: (tags) => rules.put(context.db, { ...rule, tags }) };
  const bus = buses.find(context.db, busNameOf(context, resourceArn));
  if (bus) return { tags: bus.tags, replace: (tags) => buses.put(context.db, { ...bus, tags }) };
  throw new WireError('ResourceNotFoundException', `The resource ${resourceArn} does not exist.`);
}

/** What IAM has to allow for an action on what an ARN names. */
export function onTagged(context: Context, action: string, resourceArn: string): Requirement {
  const rule = rules.withArn(context.db, resourceArn);
  return rule
    ? { ...onRule(context, action, rule.name, rule.bus), resource: resourceArn }
    : { ...onBus(context, action, resourceArn), resource: resourceArn };
}

export const requestTags = (tags: readonly Tag[] = []): Record<string, string | undefined> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));

/** Adds tags to those that are there. @throws WireError ValidationException for more than 50 */
export function mergeTags(before: readonly Tag[], more: readonly Tag[]): Tag[] {
  const keys = new Set(more.map(({ Key }) => Key));
  const tags = [...before.filter(({ Key }) => !keys.has(Key)), ...more];
  if (tags.length > 50) throw validationException('The number of tags exceeds the limit of 50.');
  return tags;
}
