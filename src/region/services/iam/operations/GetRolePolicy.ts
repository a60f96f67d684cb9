import { operation } from '../../../service.ts';
import { noSuchEntity, noSuchRole } from '../errors.ts';
import { rolePolicies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "GetRolePolicy". */
export const GetRolePolicy = operation<'iam', 'GetRolePolicy'>({
  accepts: ['RoleName', 'PolicyName'],
  authorize: onRole('GetRolePolicy'),
  run({ RoleName, PolicyName }, { db }) {
    const role = roles.find(db, RoleName);
    if (!role) throw noSuchRole(RoleName);
    const policy = rolePolicies.find(db, role.name, PolicyName);
    if (!policy) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return { RoleName: role.name, PolicyName, PolicyDocument: encodeURIComponent(policy.document) };
  },
});
