import { operation } from '../../../service.ts';
import { existingStack, onStack } from '../names.ts';
import { page } from '../pages.ts';
import { stacks } from '../rows/stacks.ts';
import { toStack } from '../shapes.ts';

/** A deleted stack is found by its id only. Source: CloudFormation API Reference, "DescribeStacks". */
export const DescribeStacks = operation<'cloudformation', 'DescribeStacks'>({
  accepts: ['StackName', 'NextToken'],
  authorize: onStack('DescribeStacks'),
  run({ StackName, NextToken }, context) {
    if (StackName) return { Stacks: [toStack(existingStack(context, StackName))] };
    const live = stacks.list(context.db).filter((stack) => stack.status !== 'DELETE_COMPLETE');
    const { items, NextToken: next } = page(live, NextToken, 100);
    return { Stacks: items.map(toStack), NextToken: next };
  },
});
