import { operation } from '../../../service.ts';
import { deleteConflict, noSuchRole } from '../errors.ts';
import { attachments, profiles, rolePolicies, roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "DeleteRole". */
export const DeleteRole = operation<'iam', 'DeleteRole'>({
  accepts: ['RoleName'],
  authorize: onRole('DeleteRole'),
  run({ RoleName: name }, { db }) {
    if (!roles.find(db, name)) throw noSuchRole(name);
    if (profiles.ofRole(db, name).length > 0)
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    if (rolePolicies.list(db, name).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (attachments.ofRole(db, name).length > 0)
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    roles.delete(db, name);
    return {};
  },
});
