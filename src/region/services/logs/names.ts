import { arn, type Place } from '../../arn.ts';
import type { Context, Requirement } from '../../service.ts';
import { constraintViolated, invalidParameter, logGroupNotFound, resourceNotFound } from './errors.ts';
import { resourcePolicy } from './policies.ts';
import { type GroupRow, groups } from './rows.ts';

const groupPattern = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const streamPattern = /^[^:*]{1,512}$/;

export const groupArn = (place: Place, group: string): string => arn(place, 'logs', `log-group:${group}`);
export const streamArn = (place: Place, group: string, stream: string): string =>
  `${groupArn(place, group)}:log-stream:${stream}`;

/** @throws WireError InvalidParameterException */
export function checkGroupName(name: string): void {
  if (!groupPattern.test(name))
    throw constraintViolated(
      name,
      'logGroupName',
      'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    );
}

/** @throws WireError InvalidParameterException */
export function checkStreamName(name: string): void {
  if (!streamPattern.test(name))
    throw constraintViolated(name, 'logStreamName', 'Member must satisfy regular expression pattern: [^:*]*');
}

/** Operations that read take a group by its name, or by its name or ARN as an identifier; one of the two. */
export interface GroupReference {
  logGroupName?: string;
  logGroupIdentifier?: string;
}

/** @throws WireError InvalidParameterException unless exactly one is given */
export function groupNameOf(place: Place, { logGroupName, logGroupIdentifier }: GroupReference): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw invalidParameter('LogGroup name and LogGroup identifier are mutually exclusive parameters.');
  const given = logGroupName ?? logGroupIdentifier;
  if (given === undefined) throw invalidParameter('Either LogGroup name or LogGroup identifier must be specified.');
  return nameIn(place, given) ?? given;
}

/** The name in a log group's ARN, with or without its trailing `:*`; undefined for what is not an ARN of this Region. */
function nameIn(place: Place, value: string): string | undefined {
  const prefix = groupArn(place, '');
  return value.startsWith(prefix) ? value.slice(prefix.length).replace(/:\*$/, '') : undefined;
}

/** @throws WireError ResourceNotFoundException */
export function groupNamed(context: Context, name: string): GroupRow {
  const row = groups.find(context.db, name);
  if (!row) throw logGroupNotFound();
  return row;
}

/** The log group that the tagging operations mean by an ARN. @throws WireError ResourceNotFoundException */
export function taggedGroup(context: Context, resourceArn: string): GroupRow {
  const name = nameIn(context, resourceArn);
  const row = name === undefined ? undefined : groups.find(context.db, name);
  if (!row) throw resourceNotFound();
  return row;
}

/**
 * What IAM, or a resource policy of the account, has to allow for an action on a log group or a stream. AWS looks at the ARN of a stream, with an empty name
 * when the action is on the group: that is why policies name groups with a trailing `:*`.
 * Source: "Overview of managing access permissions to your CloudWatch Logs resources".
 */
export function onStream(context: Context, action: string, group: string, stream = ''): Requirement {
  const tags = JSON.parse(groups.find(context.db, group)?.tags ?? '{}') as Record<string, string>;
  return {
    action: `logs:${action}`,
    resource: streamArn(context, group, stream),
    conditions: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    policy: resourcePolicy(context.db),
  };
}

/** The tagging operations look at the group's ARN as it is. Source: as `onStream`. */
export function onGroupArn(context: Context, action: string, resourceArn: string): Requirement {
  const name = nameIn(context, resourceArn) ?? '';
  return { ...onStream(context, action, name), resource: resourceArn };
}
