import { operation } from '../../../service.ts';
import { noSuchPolicy, noSuchRole } from '../errors.ts';
import { attachments, policies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "AttachRolePolicy". */
export const AttachRolePolicy = operation<'iam', 'AttachRolePolicy'>({
  accepts: ['RoleName', 'PolicyArn'],
  authorize: onRole('AttachRolePolicy'),
  run({ RoleName, PolicyArn }, { db }) {
    const role = roles.find(db, RoleName);
    if (!role) throw noSuchRole(RoleName);
    if (!policies.find(db, PolicyArn)) throw noSuchPolicy(PolicyArn);
    attachments.insert(db, role.name, PolicyArn);
    return {};
  },
});
