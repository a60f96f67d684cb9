import { operation } from '../../../service.ts';
import { noSuchEntity, noSuchPolicy, noSuchRole } from '../errors.ts';
import { attachments, policies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "DetachRolePolicy". */
export const DetachRolePolicy = operation<'iam', 'DetachRolePolicy'>({
  accepts: ['RoleName', 'PolicyArn'],
  authorize: onRole('DetachRolePolicy'),
  run({ RoleName, PolicyArn }, { db }) {
    const role = roles.find(db, RoleName);
    if (!role) throw noSuchRole(RoleName);
    if (!policies.find(db, PolicyArn)) throw noSuchPolicy(PolicyArn);
    if (attachments.delete(db, role.name, PolicyArn) === 0) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    return {};
  },
});
