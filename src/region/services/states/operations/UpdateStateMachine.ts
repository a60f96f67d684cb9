import { operation } from '../../../service.ts';

import { stateMachineDoesNotExist, validationException } from '../errors.ts';
import { machines } from '../rows.ts';
import { checkArn, checkDefinition } from '../shapes.ts';

/** Executions that run keep the definition with which they began. Source: AWS Step Functions API Reference, "UpdateStateMachine". */
export const UpdateStateMachine = operation<'states', 'UpdateStateMachine'>({
  accepts: ['stateMachineArn', 'definition', 'roleArn'],
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
  run(input, context) {
    const row = machines.find(context.db, checkArn(input.stateMachineArn, 'stateMachine'));
    if (!row) throw stateMachineDoesNotExist(input.stateMachineArn);
    if (input.definition === undefined && input.roleArn === undefined)
      throw validationException(
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    if (input.definition !== undefined) checkDefinition(input.definition);
    const revisionId = context.uuid();
    machines.update(context.db, {
      ...row,
      definition: input.definition ?? row.definition,
      roleArn: input.roleArn ?? row.roleArn,
      revisionId,
      updatedAt: context.now,
    });
    return { updateDate: new Date(context.now), revisionId };
  },
});
