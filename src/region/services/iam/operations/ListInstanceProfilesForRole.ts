import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { profiles, roles } from '../rows.ts';
import { onRole, toProfile } from '../shapes.ts';

/** Source: IAM API Reference, "ListInstanceProfilesForRole". */
export const ListInstanceProfilesForRole = operation<'iam', 'ListInstanceProfilesForRole'>({
  accepts: ['RoleName'],
  authorize: onRole('ListInstanceProfilesForRole'),
  run(input, { db }) {
    const role = roles.find(db, input.RoleName);
    if (!role) throw noSuchRole(input.RoleName);
    return { InstanceProfiles: profiles.ofRole(db, role.name).map((row) => toProfile(db, row)), IsTruncated: false };
  },
});
