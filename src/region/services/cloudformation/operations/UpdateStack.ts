import { operation } from '../../../service.ts';
import { changeMembers, newDefinition } from '../engine/definition.ts';
import { planOperation } from '../engine/plan.ts';
import { beginUpdate, checkUpdatable } from '../engine/update.ts';
import { validationError } from '../errors.ts';
import { existingStack, noSuchStack, onStack } from '../names.ts';

/** Source: CloudFormation API Reference, "UpdateStack". */
export const UpdateStack = operation<'cloudformation', 'UpdateStack'>({
  accepts: ['StackName', ...changeMembers, 'RoleARN', 'DisableRollback', 'ClientRequestToken'],
  authorize: onStack('UpdateStack'),
  run(input, context) {
    const stack = existingStack(context, input.StackName, noSuchStack);
    const token = input.ClientRequestToken;
    // the same request again, whose answer was lost
    if (token !== undefined && stack.token === token) return { StackId: stack.id };
    checkUpdatable(stack);
    const definition = newDefinition(context, input, stack.definition);
    if (planOperation(context, stack, definition).empty) {
      throw validationError('No updates are to be performed.');
    }
    beginUpdate(context, stack, definition, {
      roleArn: input.RoleARN ?? stack.roleArn,
      onFailure: input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK',
      token,
    });
    return { StackId: stack.id };
  },
});
