/** Objects that expire. Source: S3 User Guide, "Expiring objects" and "Lifecycle configuration elements". */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import { notSupported } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import type { Database } from '../../../store/database.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { configurations, type ObjectRow, objects } from '../rows.ts';

/** What of a rule is carried out. */
export interface ExpiryRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  /** days after the object was last modified */
  readonly days: number;
  /** as it was put, with its id */
  readonly written: LifecycleRule;
}

const day = 86_400_000;

/** A bucket's rules, in the order in which they were put. */
export function rulesOf(db: Database, bucket: string): readonly ExpiryRule[] {
  return JSON.parse(configurations.find(db, bucket, 'lifecycle') ?? '[]') as ExpiryRule[];
}

export function putRules(db: Database, bucket: string, rules: readonly ExpiryRule[]): void {
  if (rules.length > 0) configurations.put(db, bucket, 'lifecycle', JSON.stringify(rules));
  else configurations.delete(db, bucket, 'lifecycle');
}

/**
 * @param id makes the ids of rules that have none
 * @throws WireError MalformedXML, InvalidArgument, InvalidRequest; NotImplemented for what is not carried out
 */
export function checkRules(rules: readonly LifecycleRule[], id: () => string): ExpiryRule[] {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > 1000)
    throw invalidRequest('The number of lifecycle rules must not exceed the allowed limit of 1000 rules');
  const checked = rules.map((rule) => checkRule(rule, rule.ID ?? id()));
  const twice = checked.find((rule, index) => checked.findIndex(({ id }) => id === rule.id) !== index);
  if (twice) throw invalidArgument(`Rule ID must be unique. Found same ID for more than one rule`, 'ID', twice.id);
  return checked;
}

function checkRule(rule: LifecycleRule, id: string): ExpiryRule {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
  if ((rule.Filter === undefined) === (rule.Prefix === undefined)) throw malformedXml();
  if (id.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', id);
  const days = rule.Expiration?.Days;
  if (rule.Expiration?.Date !== undefined) throw notSupported('the expiration of objects at a date');
  if (days === undefined) throw invalidRequest('At least one action needs to be specified in a rule');
  if (!Number.isInteger(days) || days <= 0)
    throw invalidArgument("'Days' for Expiration action must be a positive integer", 'Days', days);
  const prefix = rule.Filter?.Prefix ?? rule.Prefix ?? '';
  return { id, enabled: rule.Status === 'Enabled', prefix, days, written: { ...rule, ID: id } };
}

/** S3 lets an object live to the midnight (UTC) that follows its days. @returns milliseconds since epoch */
function expiryOf(modified: number, days: number): number {
  return Math.ceil((modified + days * day) / day) * day;
}

/** The rule that ends the object first. */
function endOf(db: Database, bucket: string, { key, modified }: Pick<ObjectRow, 'key' | 'modified'>) {
  return rulesOf(db, bucket)
    .filter(({ enabled, prefix }) => enabled && key.startsWith(prefix))
    .map(({ id, days }) => ({ id, at: expiryOf(modified, days) }))
    .sort((a, b) => a.at - b.at)[0];
}

/** As the header `x-amz-expiration` tells it. */
export function expirationOf(db: Database, bucket: string, row: ObjectRow): string | undefined {
  const end = endOf(db, bucket, row);
  return end && `expiry-date="${new Date(end.at).toUTCString()}", rule-id="${encodeURIComponent(end.id)}"`;
}

/** One timer for all objects of a bucket that expire at the same midnight. */
function setExpiry(context: Context, bucket: string, at: number): void {
  context.setTimer({ service: 's3', name: 'expire', key: `${bucket}/${at}`, at, payload: { bucket } });
}

/** To be called when an object was written. */
export function scheduleExpiry(context: Context, bucket: string, row: ObjectRow): void {
  const end = endOf(context.db, bucket, row);
  if (end) setExpiry(context, bucket, end.at);
}

/** To be called when the rules are others: for what is there already. Timers of former rules find nothing to do. */
export function scheduleAll(context: Context, bucket: string): void {
  for (const { enabled, prefix, days } of rulesOf(context.db, bucket))
    if (enabled)
      for (const midnight of objects.midnights(context.db, bucket, prefix))
        setExpiry(context, bucket, Math.max((midnight + days) * day, context.now));
}

/** The timer `expire`: deletes what has lived its days. */
export function expire({ bucket }: { bucket: string }, context: Context): void {
  for (const { enabled, prefix, days } of rulesOf(context.db, bucket))
    if (enabled) objects.deleteUpTo(context.db, bucket, prefix, Math.floor(context.now / day) * day - days * day);
}
