import { operation } from '../../../service.ts';
import { cancel } from '../commands/dispatch.ts';
import { findCommand, findInvocation } from '../commands/rows.ts';
import { instancesNotValid, invalidCommandId } from '../errors.ts';

/**
 * Cancels a command, of all its instances or of some. Where it has reached the machine it is Cancelling until the step that
 * runs there has been killed; one that is quicker comes to its own end ("there is no guarantee that the command will be
 * terminated", API page). Source: User Guide, "Understanding command statuses", "Cancel a command".
 */
export const CancelCommand = operation<'ssm', 'CancelCommand'>({
  accepts: ['CommandId', 'InstanceIds'],
  run({ CommandId, InstanceIds }, context) {
    const command = findCommand(context.db, CommandId!);
    if (command === undefined) throw invalidCommandId();
    const foreign = (InstanceIds ?? []).filter((id) => findInvocation(context.db, command.id, id) === undefined);
    if (foreign.length > 0) throw instancesNotValid(context.account, foreign);
    cancel(context, command, InstanceIds?.length ? InstanceIds : undefined);
    return {};
  },
});
