import { operation } from '../../../service.ts';
import { roles } from '../rows.ts';
import { toRole } from '../shapes.ts';

/** All of them in one answer: an account of one machine has few. Source: IAM API Reference, "ListRoles". */
export const ListRoles = operation<'iam', 'ListRoles'>({
  accepts: ['PathPrefix'],
  run: (input, context) => ({ Roles: roles.list(context.db, input.PathPrefix ?? '/').map(toRole), IsTruncated: false }),
});
