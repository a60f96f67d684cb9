import { operation } from '../../../service.ts';
import { definitionMembers, newDefinition, stackPrincipal } from '../engine/definition.ts';
import { enter } from '../engine/phases.ts';
import { planOperation } from '../engine/plan.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { checkName, newStackId, onStack } from '../names.ts';
import { type Stack, stacks } from '../rows/stacks.ts';

/** Source: CloudFormation API Reference, "CreateStack". */
export const CreateStack = operation<'cloudformation', 'CreateStack'>({
  accepts: [
    'StackName',
    ...definitionMembers,
    'DisableRollback',
    'OnFailure',
    'TimeoutInMinutes',
    'RoleARN',
    'ClientRequestToken',
    'EnableTerminationProtection',
  ],
  authorize: onStack('CreateStack'),
  run(input, context) {
    const { StackName, OnFailure, DisableRollback, ClientRequestToken: token } = input;
    checkName('stackName', StackName);
    if (OnFailure !== undefined && DisableRollback !== undefined) {
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    }
    const definition = newDefinition(context, input);
    const there = stacks.find(context.db, StackName);
    // the same request again, whose answer was lost
    if (there && token !== undefined && there.token === token) return { StackId: there.id };
    if (there) throw alreadyExists(StackName);
    const stack: Stack = {
      id: newStackId(context, StackName),
      name: StackName,
      status: 'CREATE_IN_PROGRESS',
      createdAt: context.now,
      definition,
      outputs: [],
      roleArn: input.RoleARN,
      principal: stackPrincipal(context, input.RoleARN),
      onFailure: DisableRollback ? 'DO_NOTHING' : (OnFailure ?? 'ROLLBACK'),
      terminationProtection: input.EnableTerminationProtection ?? false,
      timeoutMinutes: input.TimeoutInMinutes,
      token,
    };
    planOperation(context, stack, definition);
    if (input.TimeoutInMinutes !== undefined) {
      const at = context.now + input.TimeoutInMinutes * 60_000;
      context.setTimer({
        service: 'cloudformation',
        name: 'timeout',
        key: stack.id,
        at,
        payload: { stackId: stack.id },
      });
    }
    enter(context, stack, 'CREATE_IN_PROGRESS', { reason: 'User Initiated' });
    return { StackId: stack.id };
  },
});
