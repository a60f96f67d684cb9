/** Change sets by name and by ARN, and their changes as the API answers them. */

import { isDeepStrictEqual } from 'node:util';
import type { ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { Context, Requirement } from '../../service.ts';
import type { PlannedChange } from './engine/plan.ts';
import { changeSetNotFound, validationError } from './errors.ts';
import { existingStack, noSuchStack, onStack } from './names.ts';
import { type ChangeSet, changeSets } from './rows/changeSets.ts';
import type { Definition, Stack } from './rows/stacks.ts';
import { readTemplate } from './template/template.ts';

/** @throws WireError ValidationError for a name without its stack, or with one that is not there */
export function findChangeSet(
  context: Context,
  nameOrArn: string,
  stackName: string | undefined,
): ChangeSet | undefined {
  if (nameOrArn.startsWith('arn:')) return changeSets.byId(context.db, nameOrArn);
  if (stackName === undefined)
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  return changeSets.byName(context.db, existingStack(context, stackName, noSuchStack).id, nameOrArn);
}

/** @throws WireError ChangeSetNotFound, ValidationError */
export function existingChangeSet(context: Context, nameOrArn: string, stackName: string | undefined): ChangeSet {
  const changeSet = findChangeSet(context, nameOrArn, stackName);
  if (!changeSet) throw changeSetNotFound(nameOrArn);
  return changeSet;
}

/** The authorisation is for the stack, which an ARN of a change set stands for too. */
export function onChangeSet(operation: string) {
  const authorize = onStack(operation);
  return (input: { ChangeSetName?: string; StackName?: string }, context: Context): Requirement[] => {
    const known = input.ChangeSetName?.startsWith('arn:')
      ? changeSets.byId(context.db, input.ChangeSetName)
      : undefined;
    return authorize({ StackName: known?.stackId ?? input.StackName }, context);
  };
}

/** @param definition what the change set is for; the stack has the one before */
export function toResourceChange(change: PlannedChange, stack: Stack, definition: Definition): ResourceChange {
  const [before, after] = [stack.definition, definition].map(
    (one) => readTemplate(one.template).resources[change.logicalId]?.Properties,
  );
  const details = change.properties.map(({ name, replaces, dynamic }): ResourceChangeDetail => {
    const direct = !isDeepStrictEqual(before?.[name], after?.[name]);
    return {
      Target: {
        Attribute: 'Properties',
        Name: name,
        RequiresRecreation: replaces ? (dynamic ? 'Conditionally' : 'Always') : 'Never',
      },
      Evaluation: dynamic ? 'Dynamic' : 'Static',
      ChangeSource: direct ? 'DirectModification' : dynamic ? 'ResourceReference' : 'ParameterReference',
    };
  });
  return {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    ...(change.action === 'Modify'
      ? { Replacement: change.replacement, Details: details, Scope: ['Properties'] }
      : { Scope: [], Details: [] }),
  };
}
