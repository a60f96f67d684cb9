import { operation } from '../../../service.ts';
import { validationError } from '../errors.ts';
import { existingStack, onStack } from '../names.ts';
import { resources } from '../rows/resources.ts';
import { toStackResource } from '../shapes.ts';

/** At most 100, as on AWS. Source: CloudFormation API Reference, "DescribeStackResources". */
export const DescribeStackResources = operation<'cloudformation', 'DescribeStackResources'>({
  accepts: ['StackName', 'LogicalResourceId'],
  authorize: onStack('DescribeStackResources'),
  run({ StackName, LogicalResourceId }, context) {
    if (!StackName) throw validationError('StackName must be specified.');
    const stack = existingStack(context, StackName);
    const found = resources
      .list(context.db, stack.id)
      .filter((one) => !one.superseded && (LogicalResourceId === undefined || one.logicalId === LogicalResourceId));
    if (found.length === 0 && LogicalResourceId !== undefined) {
      throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    }
    return { StackResources: found.slice(0, 100).map((resource) => toStackResource(stack, resource)) };
  },
});
