import { operation } from '../../../service.ts';
import { describeAlias, findAlias } from '../alias.ts';

/** Source: AWS Step Functions API Reference, "DescribeStateMachineAlias". */
export const DescribeStateMachineAlias = operation<'states', 'DescribeStateMachineAlias'>({
  accepts: ['stateMachineAliasArn'],
  authorize: (input) => [{ action: 'states:DescribeStateMachineAlias', resource: input.stateMachineAliasArn }],
  run: (input, context) => describeAlias(findAlias(context, input.stateMachineAliasArn)),
});
