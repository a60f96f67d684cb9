/** How groups are named, found, and shown. */
import type { Group } from '@aws-sdk/client-resource-groups';
import { arn } from '../../arn.ts';
import type { Context, Requirement } from '../../service.ts';
import { badRequest, groupNotFound } from './errors.ts';
import { readQuery } from './query.ts';
import { findGroup, type GroupRow } from './rows.ts';

/** `Group` is a name or an ARN; `GroupName` is its name from before there were ARNs. */
export interface Named {
  readonly Group?: string | undefined;
  readonly GroupName?: string | undefined;
}

const named = ({ Group, GroupName }: Named): string => {
  const name = Group ?? GroupName;
  if (name === undefined || (Group !== undefined && GroupName !== undefined))
    throw badRequest('Exactly one of Group and GroupName must be given.');
  return name.replace(/^arn:aws:resource-groups:[^:]*:[^:]*:group\//, '');
};

export const groupArn = (context: Context, name: string): string => arn(context, 'resource-groups', `group/${name}`);

/** @throws WireError BadRequestException, NotFoundException */
export function groupNamed({ db }: Context, input: Named): GroupRow {
  const name = named(input);
  const group = findGroup(db, name);
  if (group === undefined) throw groupNotFound(name);
  return group;
}

export function describeGroup(context: Context, { name, description }: GroupRow): Group {
  return { GroupArn: groupArn(context, name), Name: name, Description: description };
}

/** What IAM has to allow for an operation on a group, with its tags as condition keys. */
export function onGroup(context: Context, operation: string, input: Named): Requirement[] {
  const name = named(input);
  const tags = Object.entries(findGroup(context.db, name)?.tags ?? {});
  return [
    {
      action: `resource-groups:${operation}`,
      resource: groupArn(context, name),
      conditions: Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    },
  ];
}

/** Looking into a group takes the right to look into what it is made of (API page of ListGroupResources, "Minimum permissions"). */
export function onResources({ db }: Context, input: Named): Requirement[] {
  const group = findGroup(db, named(input));
  if (group === undefined) return [];
  const query = readQuery(group.query);
  return query.type === 'TAG_FILTERS_1_0'
    ? [{ action: 'tag:GetResources', resource: '*' }]
    : ['DescribeStacks', 'ListStackResources'].map((operation) => ({
        action: `cloudformation:${operation}`,
        resource: query.stack,
      }));
}

/** Condition keys of the tags that a request gives. */
export function requestTags(tags: Readonly<Record<string, string>> = {}): NonNullable<Requirement['conditions']> {
  const keys = Object.keys(tags);
  return {
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key]])),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
  };
}
