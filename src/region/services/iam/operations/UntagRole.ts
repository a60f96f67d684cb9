import type { Tag } from '@aws-sdk/client-iam';
import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "UntagRole". */
export const UntagRole = operation<'iam', 'UntagRole'>({
  accepts: ['RoleName', 'TagKeys'],
  authorize: onRole('UntagRole'),
  run(input, { db }) {
    const row = roles.find(db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    const kept = (JSON.parse(row.tags) as Tag[]).filter((tag) => !input.TagKeys.includes(tag.Key ?? ''));
    roles.update(db, { ...row, tags: JSON.stringify(kept) });
    return {};
  },
});
