import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { attachments, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "ListAttachedRolePolicies". */
export const ListAttachedRolePolicies = operation<'iam', 'ListAttachedRolePolicies'>({
  accepts: ['RoleName'],
  authorize: onRole('ListAttachedRolePolicies'),
  run(input, { db }) {
    const role = roles.find(db, input.RoleName);
    if (!role) throw noSuchRole(input.RoleName);
    const attached = attachments.ofRole(db, role.name).map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
    return { AttachedPolicies: attached, IsTruncated: false };
  },
});
