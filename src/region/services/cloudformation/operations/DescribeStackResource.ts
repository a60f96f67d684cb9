import { operation } from '../../../service.ts';
import { validationError } from '../errors.ts';
import { existingStack, onStack } from '../names.ts';
import { resources } from '../rows/resources.ts';
import { toStackResource } from '../shapes.ts';
import { readTemplate } from '../template/template.ts';

/** Source: CloudFormation API Reference, "DescribeStackResource". */
export const DescribeStackResource = operation<'cloudformation', 'DescribeStackResource'>({
  accepts: ['StackName', 'LogicalResourceId'],
  authorize: onStack('DescribeStackResource'),
  run({ StackName, LogicalResourceId }, context) {
    const stack = existingStack(context, StackName);
    const resource = resources.current(context.db, stack.id, LogicalResourceId);
    if (!resource) throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    const { Timestamp, ...shape } = toStackResource(stack, resource);
    const metadata = readTemplate(stack.definition.template).resources[LogicalResourceId]?.Metadata;
    return {
      StackResourceDetail: {
        ...shape,
        LastUpdatedTimestamp: Timestamp,
        Metadata: metadata === undefined ? '{}' : JSON.stringify(metadata),
      },
    };
  },
});
