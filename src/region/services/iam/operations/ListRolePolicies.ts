import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { rolePolicies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "ListRolePolicies". */
export const ListRolePolicies = operation<'iam', 'ListRolePolicies'>({
  accepts: ['RoleName'],
  authorize: onRole('ListRolePolicies'),
  run(input, { db }) {
    const role = roles.find(db, input.RoleName);
    if (!role) throw noSuchRole(input.RoleName);
    return { PolicyNames: rolePolicies.list(db, role.name).map(({ name }) => name), IsTruncated: false };
  },
});
