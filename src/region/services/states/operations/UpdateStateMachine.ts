import { operation } from '../../../service.ts';
import { checkDefinition } from '../definition.ts';
import { validationException } from '../errors.ts';
import { machines, revisions } from '../rows/machines.ts';
import { findActiveMachine } from '../state-machine.ts';
import { checkRole } from '../task/role.ts';
import { checkDescription, publishVersion } from '../version.ts';

/** Executions that run keep the revision with which they began. Source: API Reference, "UpdateStateMachine". */
export const UpdateStateMachine = operation<'states', 'UpdateStateMachine'>({
  accepts: ['stateMachineArn', 'definition', 'roleArn', 'publish', 'versionDescription'],
  authorize: (input) => [
    { action: 'states:UpdateStateMachine', resource: input.stateMachineArn },
    ...(input.roleArn === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource: input.roleArn,
            conditions: { 'iam:PassedToService': 'states.amazonaws.com' },
          },
        ]),
  ],
  run({ stateMachineArn, publish = false, versionDescription, ...input }, context) {
    const row = findActiveMachine(context, stateMachineArn);
    checkDescription(versionDescription, publish);
    if (input.definition === undefined && input.roleArn === undefined && !publish)
      throw validationException(
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    const { definition = row.definition, roleArn = row.roleArn } = input;
    if (input.definition !== undefined) checkDefinition(context, definition, row.type);
    if (input.roleArn !== undefined) checkRole(context, input.roleArn);
    const changed = definition !== row.definition || roleArn !== row.roleArn;
    const revisionId = changed ? context.uuid() : row.revisionId;
    if (changed) revisions.insert(context.db, { revisionId, definition, roleArn, revisedAt: context.now });
    machines.update(context.db, { ...row, revisionId, updatedAt: context.now });
    const version = publish
      ? publishVersion(context, { ...row, revisionId, updatedAt: context.now }, versionDescription)
      : undefined;
    return { updateDate: new Date(context.now), revisionId, stateMachineVersionArn: version?.arn };
  },
});
