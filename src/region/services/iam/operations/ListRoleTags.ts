import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "ListRoleTags". */
export const ListRoleTags = operation<'iam', 'ListRoleTags'>({
  accepts: ['RoleName'],
  authorize: onRole('ListRoleTags'),
  run(input, { db }) {
    const row = roles.find(db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    return { Tags: JSON.parse(row.tags), IsTruncated: false };
  },
});
