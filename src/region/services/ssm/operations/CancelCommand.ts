import { operation } from '../../../service.ts';
import { cancel } from '../commands/dispatch.ts';
import { findCommand, findInvocation } from '../commands/rows.ts';
import { instancesNotValid, invalidCommandId } from '../errors.ts';

/**
 * Attempts to cancel a command, of all its instances or of some. A step that runs on a machine goes on to its end ("there
 * is no guarantee that the command will be terminated", API page); no further step begins.
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
