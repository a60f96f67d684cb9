import type { ResourceStatus } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../service.ts';
import { existingStack, noSuchStack, onStack } from '../names.ts';
import { page } from '../pages.ts';
import { events } from '../rows/events.ts';

/** The newest first. Source: CloudFormation API Reference, "DescribeStackEvents". */
export const DescribeStackEvents = operation<'cloudformation', 'DescribeStackEvents'>({
  accepts: ['StackName', 'NextToken'],
  authorize: onStack('DescribeStackEvents'),
  run({ StackName, NextToken }, context) {
    const stack = existingStack(context, StackName, noSuchStack);
    const { items, NextToken: next } = page(events.list(context.db, stack.id), NextToken, 100);
    return {
      StackEvents: items.map(({ at, ResourceStatus, ...event }) => ({
        StackId: stack.id,
        StackName: stack.name,
        ...event,
        ResourceStatus: ResourceStatus as ResourceStatus,
        Timestamp: new Date(at),
      })),
      NextToken: next,
    };
  },
});
