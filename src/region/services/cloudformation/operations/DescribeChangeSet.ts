import type { Capability } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../service.ts';
import { existingChangeSet, onChangeSet } from '../changeSets.ts';
import { stackOf } from '../engine/outputs.ts';
import { page } from '../pages.ts';
import { executionStatus, toParameters } from '../shapes.ts';

/** Source: CloudFormation API Reference, "DescribeChangeSet". */
export const DescribeChangeSet = operation<'cloudformation', 'DescribeChangeSet'>({
  accepts: ['ChangeSetName', 'StackName', 'NextToken'],
  authorize: onChangeSet('DescribeChangeSet'),
  run({ ChangeSetName, StackName, NextToken }, context) {
    const changeSet = existingChangeSet(context, ChangeSetName, StackName);
    const stack = stackOf(context, changeSet.stackId);
    const { items, NextToken: next } = page(changeSet.changes, NextToken, 100);
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.id,
      StackId: stack.id,
      StackName: stack.name,
      Description: changeSet.description,
      Parameters: toParameters(changeSet.definition),
      CreationTime: new Date(changeSet.createdAt),
      ExecutionStatus: executionStatus(changeSet, stack),
      Status: changeSet.status,
      StatusReason: changeSet.reason,
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: changeSet.definition.capabilities as Capability[],
      Tags: [...changeSet.definition.tags],
      OnStackFailure: changeSet.onFailure,
      Changes: items.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })),
      NextToken: next,
      IncludeNestedStacks: false,
    };
  },
});
