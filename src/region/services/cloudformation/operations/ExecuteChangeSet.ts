import { operation } from '../../../service.ts';
import { existingChangeSet, onChangeSet } from '../changeSets.ts';
import { stackOf } from '../engine/outputs.ts';
import { enter } from '../engine/phases.ts';
import { beginUpdate, checkUpdatable } from '../engine/update.ts';
import { invalidChangeSetStatus } from '../errors.ts';
import { changeSets } from '../rows/changeSets.ts';

/** The stack's other change sets are void then, and go. Source: CloudFormation API Reference, "ExecuteChangeSet". */
export const ExecuteChangeSet = operation<'cloudformation', 'ExecuteChangeSet'>({
  accepts: ['ChangeSetName', 'StackName', 'DisableRollback', 'ClientRequestToken'],
  authorize: onChangeSet('ExecuteChangeSet'),
  run({ ChangeSetName, StackName, DisableRollback, ClientRequestToken: token }, context) {
    const changeSet = existingChangeSet(context, ChangeSetName, StackName);
    const stack = stackOf(context, changeSet.stackId);
    if (changeSet.status === 'FAILED') throw invalidChangeSetStatus(changeSet.id, changeSet.status);
    // the same request again, whose answer was lost
    if (changeSet.executed && token !== undefined && stack.token === token) return {};
    if (changeSet.executed) throw invalidChangeSetStatus(changeSet.id, 'EXECUTE_COMPLETE');
    const { definition, roleArn = stack.roleArn, principal } = changeSet;
    const onFailure = DisableRollback ? 'DO_NOTHING' : (changeSet.onFailure ?? 'ROLLBACK');
    const changes = { roleArn, principal, onFailure, token, changeSetId: changeSet.id };
    if (changeSet.type === 'UPDATE') checkUpdatable(stack);
    for (const other of changeSets.list(context.db, stack.id)) {
      if (other.id !== changeSet.id) changeSets.remove(context.db, other.id);
    }
    changeSets.put(context.db, { ...changeSet, executed: true });
    if (changeSet.type === 'UPDATE') beginUpdate(context, stack, definition, changes);
    else enter(context, stack, 'CREATE_IN_PROGRESS', { ...changes, definition, reason: 'User Initiated' });
    return {};
  },
});
