/** Names and ARNs of stacks and change sets. Source: CloudFormation API Reference, CreateStack and CreateChangeSet. */
import { arn } from '../../arn.ts';
import type { Context, Requirement } from '../../service.ts';
import { stackDoesNotExist, validationError } from './errors.ts';
import { type Stack, stacks } from './rows/stacks.ts';

const pattern = /^[a-zA-Z][-a-zA-Z0-9]*$/;

/** @throws WireError ValidationError */
export function checkName(member: 'stackName' | 'changeSetName', name: string): void {
  if (!pattern.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (name.length > 128) {
    throw validationError(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to 128`,
    );
  }
}

export function newStackId(context: Context, name: string): string {
  return arn(context, 'cloudformation', `stack/${name}/${context.uuid()}`);
}

/** @throws WireError ValidationError `Stack with id x does not exist`, unless other words are given */
export function existingStack(context: Context, nameOrId: string, missing = stackDoesNotExist): Stack {
  const stack = stacks.find(context.db, nameOrId);
  if (!stack) throw missing(nameOrId);
  return stack;
}

/** The other words for it: `Stack [x] does not exist`. */
export function noSuchStack(name: string) {
  return validationError(`Stack [${name}] does not exist`);
}

/** The authorisation of an operation on one stack, and of passing it a role. */
export function onStack(operation: string) {
  return (input: { StackName?: string; RoleARN?: string }, context: Context): Requirement[] => {
    const name = input.StackName;
    const known = name === undefined ? undefined : stacks.find(context.db, name);
    const resource =
      known?.id ??
      (name === undefined ? '*' : name.startsWith('arn:') ? name : arn(context, 'cloudformation', `stack/${name}/*`));
    const passed = input.RoleARN;
    return [
      { action: `cloudformation:${operation}`, resource },
      ...(passed === undefined
        ? []
        : [
            {
              action: 'iam:PassRole',
              resource: passed,
              conditions: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
            },
          ]),
    ];
  };
}
