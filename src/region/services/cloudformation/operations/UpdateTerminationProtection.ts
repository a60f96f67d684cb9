import { operation } from '../../../service.ts';
import { existingStack, noSuchStack, onStack } from '../names.ts';
import { stacks } from '../rows/stacks.ts';

/** Source: CloudFormation API Reference, "UpdateTerminationProtection". */
export const UpdateTerminationProtection = operation<'cloudformation', 'UpdateTerminationProtection'>({
  accepts: ['StackName', 'EnableTerminationProtection'],
  authorize: onStack('UpdateTerminationProtection'),
  run({ StackName, EnableTerminationProtection }, context) {
    const stack = existingStack(context, StackName, noSuchStack);
    stacks.put(context.db, { ...stack, terminationProtection: EnableTerminationProtection });
    return { StackId: stack.id };
  },
});
