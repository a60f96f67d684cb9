import { createHash } from 'node:crypto';
import type { PolicyDocument, Statement } from '../../access/policy.ts';
import { WireError } from '../../errors.ts';
import type { Context, Requirement } from '../../service.ts';
import { functionNotFound, invalidParameterValue, revisionMismatch } from './errors.ts';
import { functionArn, parseFunctionName, sessionName } from './function-name.ts';
import { type FunctionRow, findFunction, permissions } from './rows.ts';

/** @throws WireError ValidationException, ResourceNotFoundException */
export function functionNamed(context: Context, name: string, qualifier?: string): FunctionRow {
  const parsed = parseFunctionName(context, name, qualifier);
  const row = findFunction(context.db, parsed);
  if (!row) throw functionNotFound(functionArn(context, parsed));
  return row;
}

/**
 * What IAM has to allow for an action on a function: by its ARN, with its tags; its own policy may allow it too.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Lambda".
 */
export function onFunction(context: Context, action: string, name: string): Requirement {
  const parsed = parseFunctionName(context, name);
  const tags = findFunction(context.db, parsed)?.tags ?? {};
  const statements = permissions.list(context.db, parsed);
  return {
    action: `lambda:${action}`,
    resource: functionArn(context, parsed),
    conditions: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    policy: statements.length > 0 ? policyOf(statements) : undefined,
  };
}

/** The document that GetPolicy answers with. */
export const policyOf = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Id: 'default',
  Statement: statements,
});

export const passRole = (role: string): Requirement => ({
  action: 'iam:PassRole',
  resource: role,
  conditions: { 'iam:PassedToService': 'lambda.amazonaws.com' },
});

export const requestTags = (tags: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]));

/** @throws WireError InvalidParameterValueException, as AWS does when it tries the role at once */
export function checkRole(context: Context, role: string, name: string): void {
  try {
    context.assume(role, 'lambda.amazonaws.com', sessionName(name));
  } catch (error) {
    if (error instanceof WireError && error.code === 'AccessDenied')
      throw invalidParameterValue('The role defined for the function cannot be assumed by Lambda.');
    throw error;
  }
}

/** @throws WireError PreconditionFailedException */
export function checkRevision(row: FunctionRow, expected: string | undefined): void {
  if (expected !== undefined && expected !== row.revision) throw revisionMismatch();
}

export function describeCode(code: Uint8Array): Pick<FunctionRow, 'codeSha256' | 'codeSize'> {
  return { codeSha256: createHash('sha256').update(code).digest('base64'), codeSize: code.length };
}

/** Asks that nothing be left of a revision: its warm processes end, its folder is removed. */
export function retireRevision(context: Context, revision: string): void {
  context.addEffect({ service: 'lambda', name: 'retire', key: revision, payload: { revision } });
}
