import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { findChangeSet, onChangeSet } from '../changeSets.ts';
import { stackOf } from '../engine/outputs.ts';
import { changeSets } from '../rows/changeSets.ts';
import { executionStatus } from '../shapes.ts';

/** One that is not there is no error. Source: CloudFormation API Reference, "DeleteChangeSet". */
export const DeleteChangeSet = operation<'cloudformation', 'DeleteChangeSet'>({
  accepts: ['ChangeSetName', 'StackName'],
  authorize: onChangeSet('DeleteChangeSet'),
  run({ ChangeSetName, StackName }, context) {
    const changeSet = findChangeSet(context, ChangeSetName, StackName);
    if (!changeSet) return {};
    const status = executionStatus(changeSet, stackOf(context, changeSet.stackId));
    if (status === 'EXECUTE_IN_PROGRESS') {
      throw new WireError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be deleted in its current status of [${status}]`,
      );
    }
    changeSets.remove(context.db, changeSet.id);
    return {};
  },
});
