import { operation } from '../../../service.ts';
import { deleteConflict, noSuchPolicy } from '../errors.ts';
import { attachments, policies } from '../rows.ts';

/** Source: IAM API Reference, "DeletePolicy". */
export const DeletePolicy = operation<'iam', 'DeletePolicy'>({
  accepts: ['PolicyArn'],
  authorize: (input) => [{ action: 'iam:DeletePolicy', resource: input.PolicyArn }],
  run({ PolicyArn }, { db }) {
    if (!policies.find(db, PolicyArn)) throw noSuchPolicy(PolicyArn);
    if (attachments.count(db, PolicyArn) > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
    policies.delete(db, PolicyArn);
    return {};
  },
});
