import { operation } from '../../../service.ts';
import { noSuchProfile, noSuchRole } from '../errors.ts';
import { profiles } from '../rows.ts';
import { entityArn } from '../shapes.ts';

/** Source: IAM API Reference, "RemoveRoleFromInstanceProfile". */
export const RemoveRoleFromInstanceProfile = operation<'iam', 'RemoveRoleFromInstanceProfile'>({
  accepts: ['InstanceProfileName', 'RoleName'],
  authorize: (input, context) => [
    {
      action: 'iam:RemoveRoleFromInstanceProfile',
      resource: entityArn(context, 'instance-profile', '/', input.InstanceProfileName),
    },
  ],
  run(input, { db }) {
    const profile = profiles.find(db, input.InstanceProfileName);
    if (!profile) throw noSuchProfile(input.InstanceProfileName);
    if (profile.role !== input.RoleName) throw noSuchRole(input.RoleName);
    profiles.setRole(db, profile.name, null);
    return {};
  },
});
