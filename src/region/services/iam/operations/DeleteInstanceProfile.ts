import { operation } from '../../../service.ts';
import { deleteConflict, noSuchProfile } from '../errors.ts';
import { profiles } from '../rows.ts';
import { entityArn } from '../shapes.ts';

/** Source: IAM API Reference, "DeleteInstanceProfile". */
export const DeleteInstanceProfile = operation<'iam', 'DeleteInstanceProfile'>({
  accepts: ['InstanceProfileName'],
  authorize: (input, context) => [
    {
      action: 'iam:DeleteInstanceProfile',
      resource: entityArn(context, 'instance-profile', '/', input.InstanceProfileName),
    },
  ],
  run(input, { db }) {
    const row = profiles.find(db, input.InstanceProfileName);
    if (!row) throw noSuchProfile(input.InstanceProfileName);
    if (row.role) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    profiles.delete(db, row.name);
    return {};
  },
});
