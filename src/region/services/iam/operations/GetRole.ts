import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole, toRole } from '../shapes.ts';

/** Source: IAM API Reference, "GetRole". */
export const GetRole = operation<'iam', 'GetRole'>({
  accepts: ['RoleName'],
  authorize: onRole('GetRole'),
  run(input, context) {
    const row = roles.find(context.db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    return { Role: toRole(row) };
  },
});
