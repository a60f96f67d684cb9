import { operation } from '../../../service.ts';
import { checkDocument } from '../document.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "UpdateAssumeRolePolicy". */
export const UpdateAssumeRolePolicy = operation<'iam', 'UpdateAssumeRolePolicy'>({
  accepts: ['RoleName', 'PolicyDocument'],
  authorize: onRole('UpdateAssumeRolePolicy'),
  run(input, { db }) {
    const row = roles.find(db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    roles.update(db, { ...row, trust: checkDocument(input.PolicyDocument, 'trust') });
    return {};
  },
});
