import { arn } from '../../../arn.ts';
import { notSupported } from '../../../errors.ts';
import { type Context, operation } from '../../../service.ts';
import { toResourceChange } from '../changeSets.ts';
import { changeMembers, newDefinition, stackPrincipal } from '../engine/definition.ts';
import { setStackStatus } from '../engine/events.ts';
import { planOperation } from '../engine/plan.ts';
import { checkUpdatable } from '../engine/update.ts';
import { changeSetAlreadyExists, validationError } from '../errors.ts';
import { checkName, existingStack, newStackId, noSuchStack, onStack } from '../names.ts';
import { changeSets } from '../rows/changeSets.ts';
import { type Definition, type Stack, stacks } from '../rows/stacks.ts';

const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** It is worked out at once, so it is never seen pending. Source: CloudFormation API Reference, "CreateChangeSet". */
export const CreateChangeSet = operation<'cloudformation', 'CreateChangeSet'>({
  accepts: [
    'StackName',
    'ChangeSetName',
    'ChangeSetType',
    ...changeMembers,
    'RoleARN',
    'Description',
    'ClientToken',
    'OnStackFailure',
  ],
  authorize: onStack('CreateChangeSet'),
  run(input, context) {
    const { StackName, ChangeSetName: name, ChangeSetType: type = 'UPDATE' } = input;
    checkName('changeSetName', name);
    if (type !== 'CREATE' && type !== 'UPDATE') throw notSupported(`change sets of the type ${type}`);
    const there = stacks.find(context.db, StackName);
    const stack = type === 'CREATE' ? there : existingStack(context, StackName, noSuchStack);
    if (type === 'CREATE' && there && there.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(
        `Stack [${StackName}] already exists and cannot be created again with the changeSet [${name}].`,
      );
    }
    if (stack && type === 'UPDATE') checkUpdatable(stack);
    const namesake = stack && changeSets.byName(context.db, stack.id, name);
    if (namesake && !namesake.executed) throw changeSetAlreadyExists(name, stack.name);
    // the AWS CLI names its change sets by the second, and a stack may be done within one
    if (namesake) changeSets.remove(context.db, namesake.id);

    const definition = newDefinition(context, input, type === 'UPDATE' ? stack?.definition : undefined);
    const reviewed = stack ?? stackInReview(context, StackName, definition, input.RoleARN);
    const plan = planOperation(context, reviewed, definition);
    const id = arn(context, 'cloudformation', `changeSet/${name}/${context.uuid()}`);
    changeSets.put(context.db, {
      id,
      stackId: reviewed.id,
      name: name,
      type,
      description: input.Description,
      createdAt: context.now,
      status: plan.empty ? 'FAILED' : 'CREATE_COMPLETE',
      reason: plan.empty ? noChanges : undefined,
      executed: false,
      definition,
      changes: plan.changes.map((change) => toResourceChange(change, reviewed, definition)),
      roleArn: input.RoleARN,
      principal: stackPrincipal(context, input.RoleARN ?? reviewed.roleArn),
      onFailure: input.OnStackFailure,
    });
    return { Id: id, StackId: reviewed.id };
  },
});

/** A stack that is nothing yet but a name for its change sets. */
function stackInReview(context: Context, name: string, definition: Definition, roleArn: string | undefined): Stack {
  checkName('stackName', name);
  const stack: Stack = {
    id: newStackId(context, name),
    name,
    status: 'REVIEW_IN_PROGRESS',
    createdAt: context.now,
    definition,
    outputs: [],
    roleArn,
    principal: stackPrincipal(context, roleArn),
    onFailure: 'ROLLBACK',
    terminationProtection: false,
  };
  return setStackStatus(context, stack, 'REVIEW_IN_PROGRESS', { reason: 'User Initiated' });
}
