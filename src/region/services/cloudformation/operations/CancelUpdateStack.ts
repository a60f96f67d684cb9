import { operation } from '../../../service.ts';
import { rollBackUpdate } from '../engine/phases.ts';
import { validationError } from '../errors.ts';
import { existingStack, noSuchStack, onStack } from '../names.ts';

/** Source: CloudFormation API Reference, "CancelUpdateStack". */
export const CancelUpdateStack = operation<'cloudformation', 'CancelUpdateStack'>({
  accepts: ['StackName', 'ClientRequestToken'],
  authorize: onStack('CancelUpdateStack'),
  run({ StackName, ClientRequestToken }, context) {
    const stack = existingStack(context, StackName, noSuchStack);
    if (stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    rollBackUpdate(context, { ...stack, token: ClientRequestToken }, 'User Initiated');
    return {};
  },
});
