/** How a command goes out to its targets: so many at a time, until all have it or too many have failed. */
import type { Context } from '../../../service.ts';
import { agentTopic } from '../agent/agent.ts';
import {
  type Command,
  findCommand,
  findInvocation,
  type Invocation,
  type Progress,
  progressOf,
  saveProgress,
  updateCommand,
  updateInvocation,
} from './rows.ts';
import { commandDetails, commandStatus, countsOf, isOver, isUndelivered, share } from './status.ts';

/** What is told whenever an invocation has come further. */
export const invocationTopic = (commandId: string, instanceId: string) => `ssm/invocation/${commandId}/${instanceId}`;

/** Writes what an invocation has come to, sends the command on, and works out what the command has come to. */
export function settle(context: Context, invocation: Invocation): void {
  updateInvocation(context.db, invocation);
  context.announce(invocationTopic(invocation.commandId, invocation.instanceId));
  dispatch(context, findCommand(context.db, invocation.commandId)!);
}

/** Sends the command to as many of its waiting targets as MaxConcurrency and MaxErrors allow. */
export function dispatch(context: Context, command: Command): void {
  const { targetCount, request } = command;
  const maxErrors = share(request.maxErrors, targetCount);
  // Never less than one at a time, or a percentage of few targets would send nothing, ever.
  const maxConcurrency = Math.max(1, share(request.maxConcurrency, targetCount));

  const targets = progressOf(context.db, command.id);
  const tooManyErrors = countsOf(targets.map(({ details }) => details)).errors > maxErrors;
  const waiting = targets.filter(({ sentAt, details }) => sentAt === null && details === 'Pending');
  const underWay = targets.filter(({ sentAt, details }) => sentAt !== null && !isOver(details)).length;

  if (tooManyErrors)
    for (const each of waiting) saveProgress(context.db, command.id, { ...each, details: 'Terminated' });
  else for (const each of waiting.slice(0, Math.max(0, maxConcurrency - underWay))) send(context, command.id, each);

  const all = progressOf(context.db, command.id).map(({ details }) => details);
  const { completed, errors, deliveryTimedOut } = countsOf(all);
  const now: Command = {
    ...command,
    details: commandDetails(all, maxErrors),
    completedCount: completed,
    errorCount: errors,
    deliveryTimedOutCount: deliveryTimedOut,
  };
  updateCommand(context.db, now);
  if (now.details !== command.details) publishStatus(context, now);
}

/** User Guide, "Amazon EventBridge event examples for Systems Manager", Run Command. */
function publishStatus(context: Context, { id, details, requestedAt, request }: Command): void {
  context.publish({
    source: 'aws.ssm',
    detailType: 'EC2 Command Status-change Notification',
    detail: {
      'command-id': id,
      'document-name': request.documentName,
      'requested-date-time': new Date(requestedAt).toISOString(),
      status: commandStatus[details],
    },
  });
}

function send(context: Context, commandId: string, target: Progress): void {
  const { instanceId } = target;
  saveProgress(context.db, commandId, { ...target, sentAt: context.now });
  context.addEffect({
    service: 'ssm',
    name: 'runInvocation',
    key: `${commandId}/${instanceId}`,
    payload: { commandId, instanceId },
  });
}

/** Cancels what has not reached its machine; what runs there is cancelled once it has been ended. */
export function cancel(context: Context, command: Command, instanceIds: readonly string[] | undefined): void {
  for (const { instanceId } of progressOf(context.db, command.id)) {
    if (instanceIds !== undefined && !instanceIds.includes(instanceId)) continue;
    // Read anew: settling one may have sent or ended another.
    const invocation = findInvocation(context.db, command.id, instanceId)!;
    if (isUndelivered(invocation.details)) settle(context, { ...invocation, details: 'Cancelled' });
    if (invocation.details === 'InProgress') settle(context, { ...invocation, details: 'Cancelling' });
    context.announce(agentTopic(instanceId));
  }
}
