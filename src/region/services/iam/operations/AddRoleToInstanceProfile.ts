import { operation } from '../../../service.ts';
import { limitExceeded, noSuchProfile, noSuchRole } from '../errors.ts';
import { profiles, roles } from '../rows.ts';
import { entityArn } from '../shapes.ts';

/** The caller passes the role on: iam:PassRole is asked too. Source: IAM API Reference, "AddRoleToInstanceProfile". */
export const AddRoleToInstanceProfile = operation<'iam', 'AddRoleToInstanceProfile'>({
  accepts: ['InstanceProfileName', 'RoleName'],
  authorize: (input, context) => [
    {
      action: 'iam:AddRoleToInstanceProfile',
      resource: entityArn(context, 'instance-profile', '/', input.InstanceProfileName),
    },
    {
      action: 'iam:PassRole',
      resource: roles.find(context.db, input.RoleName)?.arn ?? entityArn(context, 'role', '/', input.RoleName),
      conditions: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
  ],
  run(input, { db }) {
    const profile = profiles.find(db, input.InstanceProfileName);
    if (!profile) throw noSuchProfile(input.InstanceProfileName);
    const role = roles.find(db, input.RoleName);
    if (!role) throw noSuchRole(input.RoleName);
    if (profile.role) throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    profiles.setRole(db, profile.name, role.name);
    return {};
  },
});
