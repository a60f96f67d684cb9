import type { Input } from '../../../api.ts';
import { arn } from '../../../arn.ts';
import { type Context, operation } from '../../../service.ts';
import { findManagedInstance } from '../agent/rows.ts';
import { describeCommand } from '../commands/describe.ts';
import { dispatch } from '../commands/dispatch.ts';
import { pruneCommands } from '../commands/retention.ts';
import { findCommand, insertCommand, insertInvocation } from '../commands/rows.ts';
import { commandDetails } from '../commands/status.ts';
import { resolveTargets } from '../commands/targets.ts';
import { documentRequirement } from '../documents/authorize.ts';
import { readParameters } from '../documents/document.ts';
import { findDocument } from '../documents/index.ts';
import type { Runnable } from '../documents/own-document.ts';
import { constraint, instancesNotValid, invalidParameters, validationException } from '../errors.ts';
import { instancesById, tagsOf } from '../fleet.ts';

type Request = Input<'ssm', 'SendCommand'>;

/** Sends a command to the managed instances that are named, or that the targets find. */
export const SendCommand = operation<'ssm', 'SendCommand'>({
  accepts: [
    'InstanceIds',
    'Targets',
    'DocumentName',
    'DocumentVersion',
    'TimeoutSeconds',
    'Comment',
    'Parameters',
    'MaxConcurrency',
    'MaxErrors',
  ],
  authorize: (input, context) => [
    documentRequirement('ssm:SendCommand', input.DocumentName!, context),
    ...instancesToAllow(input, context).map(([id, tags]) => ({
      action: 'ssm:SendCommand',
      resource: arn(context, 'ec2', `instance/${id}`),
      conditions: Object.fromEntries(
        Object.entries(tags).flatMap(([key, value]) =>
          ['ssm:resourceTag', 'aws:ResourceTag', 'ec2:ResourceTag'].map((prefix) => [`${prefix}/${key}`, value]),
        ),
      ),
    })),
  ],
  run(input, context) {
    validate(input);
    const document = findDocument(context, input.DocumentName!, input.DocumentVersion);
    const parameters = readParameters(document, input.Parameters ?? {});
    const instanceIds = input.InstanceIds ?? [];
    const notConnected = instanceIds.filter((id) => !findManagedInstance(context.db, id)?.connected);
    if (notConnected.length > 0) throw instancesNotValid(context.account, notConnected);

    pruneCommands(context);
    const targets = [...new Set([...instanceIds, ...resolveTargets(context, input.Targets ?? [])])];
    const names = instancesById(context, targets);
    const id = context.uuid();
    insertCommand(context.db, {
      id,
      requestedAt: context.now,
      details: commandDetails(
        targets.map(() => 'Pending'),
        0,
      ),
      targetCount: targets.length,
      completedCount: 0,
      errorCount: 0,
      deliveryTimedOutCount: 0,
      request: {
        documentName: document.name,
        documentVersion: input.DocumentVersion ?? '$DEFAULT',
        ...(document.own && { document: runnable(document.own.version) }),
        comment: input.Comment ?? '',
        parameters,
        instanceIds,
        targets: input.Targets ?? [],
        timeoutSeconds: input.TimeoutSeconds ?? 3600,
        executionTimeout: document.executionTimeout(parameters),
        maxConcurrency: input.MaxConcurrency ?? '50',
        maxErrors: input.MaxErrors ?? '0',
      },
    });
    for (const instanceId of targets)
      insertInvocation(context.db, {
        commandId: id,
        instanceId,
        instanceName: tagsOf(names.get(instanceId)).Name ?? '',
        details: 'Pending',
        sentAt: null,
        delivery: null,
        plugins: [],
      });
    const answer = describeCommand(findCommand(context.db, id)!);
    dispatch(context, findCommand(context.db, id)!);
    return { Command: answer };
  },
});

const runnable = ({ name, version, format, content }: Runnable): Runnable => ({ name, version, format, content });

/** The instances that IAM has to allow, with their tags; what does not exist has none. */
function instancesToAllow(input: Request, context: Context): [string, Record<string, string>][] {
  const ids = [...(input.InstanceIds ?? []), ...resolveTargets(context, input.Targets ?? [])];
  const instances = instancesById(context, ids);
  return ids.map((id) => [id, tagsOf(instances.get(id))]);
}

/** @throws WireError ValidationException, InvalidParameters */
function validate({
  InstanceIds = [],
  Targets = [],
  TimeoutSeconds,
  Comment,
  MaxConcurrency,
  MaxErrors,
}: Request): void {
  if (InstanceIds.length > 50)
    throw constraint(`[${InstanceIds.join(', ')}]`, 'instanceIds', 'Member must have length less than or equal to 50');
  if (TimeoutSeconds !== undefined && TimeoutSeconds < 30)
    throw constraint(TimeoutSeconds, 'timeoutSeconds', 'Member must have value greater than or equal to 30');
  if (TimeoutSeconds !== undefined && TimeoutSeconds > 2_592_000)
    throw constraint(TimeoutSeconds, 'timeoutSeconds', 'Member must have value less than or equal to 2592000');
  if (Comment !== undefined && Comment.length > 100)
    throw constraint(Comment, 'comment', 'Member must have length less than or equal to 100');
  const atLeastOne = /^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$/;
  if (MaxConcurrency !== undefined && !atLeastOne.test(MaxConcurrency))
    throw constraint(
      MaxConcurrency,
      'maxConcurrency',
      `Member must satisfy regular expression pattern: ${atLeastOne.source}`,
    );
  const any = /^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$/;
  if (MaxErrors !== undefined && !any.test(MaxErrors))
    throw constraint(MaxErrors, 'maxErrors', `Member must satisfy regular expression pattern: ${any.source}`);
  if (InstanceIds.length === 0 && Targets.length === 0)
    throw validationException('You must specify either InstanceIds or Targets.');
  if (InstanceIds.length > 0 && Targets.length > 0)
    throw invalidParameters('InstanceIds and Targets cannot be specified together.');
}
