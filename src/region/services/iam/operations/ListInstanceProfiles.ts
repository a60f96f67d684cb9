import { operation } from '../../../service.ts';
import { profiles } from '../rows.ts';
import { toProfile } from '../shapes.ts';

/** Source: IAM API Reference, "ListInstanceProfiles". */
export const ListInstanceProfiles = operation<'iam', 'ListInstanceProfiles'>({
  accepts: ['PathPrefix'],
  run: (input, { db }) => ({
    InstanceProfiles: profiles.list(db, input.PathPrefix ?? '/').map((row) => toProfile(db, row)),
    IsTruncated: false,
  }),
});
