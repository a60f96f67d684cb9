import { operation } from '../../../service.ts';
import { stackPrincipal } from '../engine/definition.ts';
import { cancelSteps, enter, inProgress } from '../engine/phases.ts';
import { validationError } from '../errors.ts';
import { onStack } from '../names.ts';
import { stacks } from '../rows/stacks.ts';

/** Source: CloudFormation API Reference, "DeleteStack". */
export const DeleteStack = operation<'cloudformation', 'DeleteStack'>({
  accepts: ['StackName', 'RetainResources', 'RoleARN', 'ClientRequestToken'],
  authorize: onStack('DeleteStack'),
  run({ StackName, RetainResources, RoleARN, ClientRequestToken }, context) {
    const stack = stacks.find(context.db, StackName);
    // a stack that is not there, or is going, is no error
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    if (inProgress(stack.status) && !interruptible.includes(stack.status)) {
      throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    }
    if (RetainResources && RetainResources.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw validationError(
        `Invalid operation on stack [${stack.id}]. RetainResources can be specified only for a stack in the DELETE_FAILED state.`,
      );
    }
    const roleArn = RoleARN ?? stack.roleArn;
    cancelSteps(context, stack);
    enter(context, stack, 'DELETE_IN_PROGRESS', {
      reason: 'User Initiated',
      roleArn,
      principal: stackPrincipal(context, roleArn),
      retain: RetainResources,
      token: ClientRequestToken,
    });
    return {};
  },
});

/** A creation, and its rollback, can be given up half-way. */
const interruptible: readonly string[] = ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'];
