import { operation } from '../../../service.ts';
import { noSuchProfile } from '../errors.ts';
import { profiles } from '../rows.ts';
import { entityArn, toProfile } from '../shapes.ts';

/** Source: IAM API Reference, "GetInstanceProfile". */
export const GetInstanceProfile = operation<'iam', 'GetInstanceProfile'>({
  accepts: ['InstanceProfileName'],
  authorize: (input, context) => [
    {
      action: 'iam:GetInstanceProfile',
      resource: entityArn(context, 'instance-profile', '/', input.InstanceProfileName),
    },
  ],
  run(input, { db }) {
    const row = profiles.find(db, input.InstanceProfileName);
    if (!row) throw noSuchProfile(input.InstanceProfileName);
    return { InstanceProfile: toProfile(db, row) };
  },
});
