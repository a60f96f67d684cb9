/** How an update begins, by UpdateStack or by a change set. */
import type { Context } from '../../../service.ts';
import { validationError } from '../errors.ts';
import type { Definition, Stack, StackStatus } from '../rows/stacks.ts';
import { stackPrincipal } from './definition.ts';
import { enter } from './phases.ts';

const updatable: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
];

/** @throws WireError ValidationError, when the stack's status does not allow an update */
export function checkUpdatable(stack: Stack): void {
  if (!updatable.includes(stack.status)) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
}

export function beginUpdate(
  context: Context,
  stack: Stack,
  definition: Definition,
  changes: Pick<Stack, 'onFailure' | 'roleArn' | 'token'> & Partial<Pick<Stack, 'principal' | 'changeSetId'>>,
): void {
  enter(context, stack, 'UPDATE_IN_PROGRESS', {
    principal: stackPrincipal(context, changes.roleArn),
    ...changes,
    definition,
    // after a failed update that was left as it was, a rollback still goes back to what last stood
    previous: stack.previous ?? stack.definition,
    updatedAt: context.now,
    reason: 'User Initiated',
  });
}
