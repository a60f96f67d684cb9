import type { InstanceProfile, Policy, Role, Tag } from '@aws-sdk/client-iam';
import { globalArn, type Place } from '../../arn.ts';
import type { Requirement } from '../../service.ts';
import type { Database } from '../../store/database.ts';
import { validationError } from './errors.ts';
import { attachments, type PolicyRow, type ProfileRow, type RoleRow, roles } from './rows.ts';

/** Rows as the API answers them. Policy documents leave percent-encoded, as the API Reference says of Role. */
export function toRole(row: RoleRow): Role {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: row.arn,
    CreateDate: new Date(row.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(row.trust),
    Description: row.description ?? undefined,
    MaxSessionDuration: row.maxSessionSeconds,
    Tags: nonEmpty(JSON.parse(row.tags) as Tag[]),
  };
}

export function toPolicy(db: Database, row: PolicyRow): Policy {
  return {
    PolicyName: row.name,
    PolicyId: row.id,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments.count(db, row.arn),
    IsAttachable: true,
    Description: row.description ?? undefined,
    CreateDate: new Date(row.createdAt),
    UpdateDate: new Date(row.createdAt),
    Tags: nonEmpty(JSON.parse(row.tags) as Tag[]),
  };
}

export function toProfile(db: Database, row: ProfileRow): InstanceProfile {
  const role = row.role === null ? undefined : roles.find(db, row.role);
  return {
    Path: row.path,
    InstanceProfileName: row.name,
    InstanceProfileId: row.id,
    Arn: row.arn,
    CreateDate: new Date(row.createdAt),
    Roles: role ? [toRole(role)] : [],
    Tags: nonEmpty(JSON.parse(row.tags) as Tag[]),
  };
}

function nonEmpty(tags: Tag[]): Tag[] | undefined {
  return tags.length > 0 ? tags : undefined;
}

export type Kind = 'role' | 'policy' | 'instance-profile';

/** `arn:aws:iam::<account>:role/<path>Name` */
export function entityArn(place: Place, kind: Kind, path: string, name: string): string {
  return globalArn(place, 'iam', `${kind}${path}${name}`);
}

const patterns: Readonly<Record<string, RegExp>> = {
  name: /^[\w+=,.@-]{1,128}$/,
  path: /^\/$|^\/[!-~]+\/$/,
};

/** @throws WireError ValidationError, worded as the API does */
export function checkName(member: string, name: string, longest = 128): void {
  if (!patterns.name?.test(name) || name.length > longest)
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and be at most ${longest} long`,
    );
}

/** @throws WireError ValidationError */
export function checkPath(path: string): string {
  if (!patterns.path?.test(path))
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only ASCII characters.',
    );
  return path;
}

/** What IAM has to allow for an operation on one role. */
export function onRole(action: string) {
  return (input: { RoleName: string }, context: Place & { db: Database }): Requirement[] => [
    {
      action: `iam:${action}`,
      resource: roles.find(context.db, input.RoleName)?.arn ?? entityArn(context, 'role', '/', input.RoleName),
    },
  ];
}
