import { operation } from '../../../service.ts';
import { existingStack, noSuchStack, onStack } from '../names.ts';
import { page } from '../pages.ts';
import { changeSets } from '../rows/changeSets.ts';
import { executionStatus } from '../shapes.ts';

/** Source: CloudFormation API Reference, "ListChangeSets". */
export const ListChangeSets = operation<'cloudformation', 'ListChangeSets'>({
  accepts: ['StackName', 'NextToken'],
  authorize: onStack('ListChangeSets'),
  run({ StackName, NextToken }, context) {
    const stack = existingStack(context, StackName, noSuchStack);
    const { items, NextToken: next } = page(changeSets.list(context.db, stack.id), NextToken, 100);
    return {
      Summaries: items.map((changeSet) => ({
        StackId: stack.id,
        StackName: stack.name,
        ChangeSetId: changeSet.id,
        ChangeSetName: changeSet.name,
        ExecutionStatus: executionStatus(changeSet, stack),
        Status: changeSet.status,
        StatusReason: changeSet.reason,
        CreationTime: new Date(changeSet.createdAt),
        Description: changeSet.description,
      })),
      NextToken: next,
    };
  },
});
