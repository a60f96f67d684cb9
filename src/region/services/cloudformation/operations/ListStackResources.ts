import { operation } from '../../../service.ts';
import { existingStack, onStack } from '../names.ts';
import { page } from '../pages.ts';
import { resources } from '../rows/resources.ts';
import { toStackResource } from '../shapes.ts';

/** Source: CloudFormation API Reference, "ListStackResources". */
export const ListStackResources = operation<'cloudformation', 'ListStackResources'>({
  accepts: ['StackName', 'NextToken'],
  authorize: onStack('ListStackResources'),
  run({ StackName, NextToken }, context) {
    const stack = existingStack(context, StackName);
    const current = resources.list(context.db, stack.id).filter((resource) => !resource.superseded);
    const { items, NextToken: next } = page(current, NextToken, 100);
    return {
      StackResourceSummaries: items.map((resource) => {
        const { StackId: _id, StackName: _name, Timestamp, ...summary } = toStackResource(stack, resource);
        return { ...summary, LastUpdatedTimestamp: Timestamp };
      }),
      NextToken: next,
    };
  },
});
