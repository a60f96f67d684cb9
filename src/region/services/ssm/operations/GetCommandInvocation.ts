import { Duration } from 'luxon';
import { operation } from '../../../service.ts';
import { pluginsOf, type StepState, stepDetailsOf } from '../commands/describe.ts';
import { type Command, findCommand, findInvocation, type Invocation } from '../commands/rows.ts';
import { invocationStatus } from '../commands/status.ts';
import { isVisible } from '../commands/visibility.ts';
import { documentOf } from '../documents/of-command.ts';
import { invalidCommandId, invalidPluginName, invocationDoesNotExist } from '../errors.ts';

/** What a command has come to on one instance, with the output of one step. */
export const GetCommandInvocation = operation<'ssm', 'GetCommandInvocation'>({
  accepts: ['CommandId', 'InstanceId', 'PluginName'],
  run({ CommandId, InstanceId, PluginName }, { db, now }) {
    if (!/^[0-9a-fA-F-]{36}$/.test(CommandId!)) throw invalidCommandId();
    const command = findCommand(db, CommandId!);
    const invocation = command && findInvocation(db, command.id, InstanceId!);
    if (command === undefined || invocation === undefined || !isVisible(command, now)) throw invocationDoesNotExist();
    const step = pickStep(command, invocation, PluginName);
    return {
      CommandId: command.id,
      InstanceId: invocation.instanceId,
      Comment: command.request.comment,
      DocumentName: command.request.documentName,
      DocumentVersion: command.request.documentVersion,
      PluginName: step.name,
      Status: invocationStatus[step.details],
      StatusDetails: step.details,
      StandardOutputUrl: '',
      StandardErrorUrl: '',
      ...timesAndOutput(step, invocation),
    };
  },
});

/**
 * Without a name it is the one step that is not skipped here; a document that has several has to be asked for each by its
 * name ("If the document contains more than one plugin, you must specify the plugin name", API page), and is answered with
 * what all of them have come to.
 */
function pickStep(command: Command, invocation: Invocation, name: string | undefined): StepState {
  const runnable = documentOf(command.request).steps.filter(({ run }) => run !== undefined);
  const wanted = name ?? (runnable.length === 1 ? runnable[0]!.name : undefined);
  if (wanted === undefined) return { name: '', details: stepDetailsOf(invocation.details) };
  const found = pluginsOf(command, invocation).find((step) => step.name === wanted);
  if (found === undefined) throw invalidPluginName();
  return found;
}

function timesAndOutput(step: StepState, { delivery }: Invocation) {
  if (!('finishedAt' in step))
    return {
      ResponseCode: -1,
      ExecutionStartDateTime: delivery === null ? '' : new Date(delivery.at).toISOString(),
      ExecutionElapsedTime: '',
      ExecutionEndDateTime: '',
      StandardOutputContent: '',
      StandardErrorContent: '',
    };
  return {
    ResponseCode: step.responseCode,
    ExecutionStartDateTime: new Date(step.startedAt).toISOString(),
    ExecutionElapsedTime:
      Duration.fromMillis(step.finishedAt - step.startedAt)
        .rescale()
        .toISO() ?? '',
    ExecutionEndDateTime: new Date(step.finishedAt).toISOString(),
    StandardOutputContent: step.stdout,
    StandardErrorContent: step.stderr,
  };
}
