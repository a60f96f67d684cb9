import { operation } from '../../../service.ts';

import { stateMachineAlreadyExists } from '../errors.ts';
import { machines } from '../rows.ts';
import { checkDefinition, checkName, machineArn } from '../shapes.ts';

/** Creating the same state machine again answers with the one there is. Source: AWS Step Functions API Reference, "CreateStateMachine". */
export const CreateStateMachine = operation<'states', 'CreateStateMachine'>({
  accepts: ['name', 'definition', 'roleArn', 'type', 'tags'],
  authorize: (input, context) => [
    { action: 'states:CreateStateMachine', resource: machineArn(context, input.name) },
    {
      action: 'iam:PassRole',
      resource: input.roleArn,
      conditions: { 'iam:PassedToService': 'states.amazonaws.com' },
    },
  ],
  run(input, context) {
    const arn = machineArn(context, checkName(input.name));
    checkDefinition(input.definition);
    const type = input.type ?? 'STANDARD';
    const before = machines.find(context.db, arn);
    if (before) {
      const same = before.definition === input.definition && before.roleArn === input.roleArn && before.type === type;
      if (!same) throw stateMachineAlreadyExists(arn);
      return { stateMachineArn: arn, creationDate: new Date(before.createdAt) };
    }
    machines.insert(context.db, {
      arn,
      name: input.name,
      definition: input.definition,
      roleArn: input.roleArn,
      type,
      revisionId: context.uuid(),
      tags: JSON.stringify(input.tags ?? []),
      createdAt: context.now,
      updatedAt: context.now,
    });
    return { stateMachineArn: arn, creationDate: new Date(context.now) };
  },
});
