import { operation } from '../../../service.ts';
import { checkName, machineArn } from '../arns.ts';
import { checkDefinition } from '../definition.ts';
import { stateMachineAlreadyExists, stateMachineDeleting } from '../errors.ts';
import { machines, revisions } from '../rows/machines.ts';
import { checkRole } from '../task/role.ts';
import { checkDescription, publishVersion } from '../version.ts';

/** Creating the same state machine again answers with the one there is. Source: API Reference, "CreateStateMachine". */
export const CreateStateMachine = operation<'states', 'CreateStateMachine'>({
  accepts: ['name', 'definition', 'roleArn', 'type', 'tags', 'publish', 'versionDescription'],
  authorize: (input, context) => [
    { action: 'states:CreateStateMachine', resource: machineArn(context, input.name) },
    {
      action: 'iam:PassRole',
      resource: input.roleArn,
      conditions: { 'iam:PassedToService': 'states.amazonaws.com' },
    },
  ],
  run({ name, definition, roleArn, type = 'STANDARD', tags = [], publish = false, versionDescription }, context) {
    const arn = machineArn(context, checkName(name));
    checkDescription(versionDescription, publish);
    checkDefinition(context, definition, type);
    checkRole(context, roleArn);
    const before = machines.find(context.db, arn);
    if (before) {
      if (before.status === 'DELETING') throw stateMachineDeleting(arn);
      const same = before.definition === definition && before.roleArn === roleArn && before.type === type;
      if (!same) throw stateMachineAlreadyExists(arn);
    } else {
      const revisionId = context.uuid();
      revisions.insert(context.db, { revisionId, definition, roleArn, revisedAt: context.now });
      const times = { createdAt: context.now, updatedAt: context.now };
      machines.insert(context.db, { arn, name, type, revisionId, tags: JSON.stringify(tags), ...times });
    }
    const version = publish ? publishVersion(context, machines.find(context.db, arn)!, versionDescription) : undefined;
    return {
      stateMachineArn: arn,
      creationDate: new Date(before?.createdAt ?? context.now),
      stateMachineVersionArn: version?.arn,
    };
  },
});
