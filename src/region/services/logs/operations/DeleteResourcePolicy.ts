import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { policies } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "DeleteResourcePolicy". */
export const DeleteResourcePolicy = operation<'logs', 'DeleteResourcePolicy'>({
  accepts: ['policyName'],
  run({ policyName = '' }, context) {
    if (!policies.delete(context.db, policyName))
      throw new WireError('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`);
    return {};
  },
});
