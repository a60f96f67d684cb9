import { operation } from '../../../service.ts';
import { noSuchEntity, noSuchRole } from '../errors.ts';
import { rolePolicies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "DeleteRolePolicy". */
export const DeleteRolePolicy = operation<'iam', 'DeleteRolePolicy'>({
  accepts: ['RoleName', 'PolicyName'],
  authorize: onRole('DeleteRolePolicy'),
  run({ RoleName, PolicyName }, { db }) {
    const role = roles.find(db, RoleName);
    if (!role) throw noSuchRole(RoleName);
    if (rolePolicies.delete(db, role.name, PolicyName) === 0)
      throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return {};
  },
});
