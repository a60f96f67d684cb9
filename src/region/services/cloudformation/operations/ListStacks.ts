import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { stacks } from '../rows/stacks.ts';
import { toStackSummary } from '../shapes.ts';

/** Deleted stacks among them. Source: CloudFormation API Reference, "ListStacks". */
export const ListStacks = operation<'cloudformation', 'ListStacks'>({
  accepts: ['StackStatusFilter', 'NextToken'],
  run({ StackStatusFilter, NextToken }, context) {
    const found = stacks
      .list(context.db)
      .filter((stack) => !StackStatusFilter?.length || StackStatusFilter.includes(stack.status));
    const { items, NextToken: next } = page(found, NextToken, 100);
    return { StackSummaries: items.map(toStackSummary), NextToken: next };
  },
});
