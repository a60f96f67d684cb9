import type { Tag } from '@aws-sdk/client-iam';
import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "TagRole". */
export const TagRole = operation<'iam', 'TagRole'>({
  accepts: ['RoleName', 'Tags'],
  authorize: onRole('TagRole'),
  run(input, { db }) {
    const row = roles.find(db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    const set = new Set<string | undefined>(input.Tags.map((tag) => tag.Key));
    const kept = (JSON.parse(row.tags) as Tag[]).filter((tag) => !set.has(tag.Key));
    roles.update(db, { ...row, tags: JSON.stringify([...kept, ...input.Tags]) });
    return {};
  },
});
