import { operation } from '../../../service.ts';
import { checkDocument } from '../document.ts';
import { noSuchRole } from '../errors.ts';
import { rolePolicies, roles } from '../rows.ts';
import { checkName, onRole } from '../shapes.ts';

/** Source: IAM API Reference, "PutRolePolicy". */
export const PutRolePolicy = operation<'iam', 'PutRolePolicy'>({
  accepts: ['RoleName', 'PolicyName', 'PolicyDocument'],
  authorize: onRole('PutRolePolicy'),
  run(input, { db }) {
    checkName('policyName', input.PolicyName);
    const role = roles.find(db, input.RoleName);
    if (!role) throw noSuchRole(input.RoleName);
    rolePolicies.put(db, role.name, input.PolicyName, checkDocument(input.PolicyDocument, 'identity'));
    return {};
  },
});
