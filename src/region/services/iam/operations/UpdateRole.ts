import { operation } from '../../../service.ts';
import { noSuchRole } from '../errors.ts';
import { roles } from '../rows.ts';
import { onRole } from '../shapes.ts';

/** Source: IAM API Reference, "UpdateRole". */
export const UpdateRole = operation<'iam', 'UpdateRole'>({
  accepts: ['RoleName', 'Description', 'MaxSessionDuration'],
  authorize: onRole('UpdateRole'),
  run(input, { db }) {
    const row = roles.find(db, input.RoleName);
    if (!row) throw noSuchRole(input.RoleName);
    roles.update(db, {
      ...row,
      description: input.Description ?? row.description,
      maxSessionSeconds: input.MaxSessionDuration ?? row.maxSessionSeconds,
    });
    return {};
  },
});
