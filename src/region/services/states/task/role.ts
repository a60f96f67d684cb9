import { WireError } from '../../../errors.ts';
import type { Context, Principal } from '../../../service.ts';
import { roleCannotBeAssumed } from '../errors.ts';

/** Whose permissions a task has. */
export interface TaskRole {
  /** the state machine's */
  roleArn: string;
  /** how the session is named: after the execution */
  session: string;
  /** ARNs of the execution and its state machine; of a state that is only tested there are none */
  origin: readonly string[];
}

/** A role's trust policy lets in Step Functions of this Region alone, or of all. @throws WireError AccessDenied */
function asStepFunctions(context: Context, role: string, session: string): Principal {
  try {
    return context.assume(role, 'states.amazonaws.com', session);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return context.assume(role, `states.${context.region}.amazonaws.com`, session);
  }
}

/** Tries a role before a state machine is given it, as AWS does. @throws WireError AccessDeniedException */
export function checkRole(context: Context, roleArn: string): void {
  try {
    asStepFunctions(context, roleArn, 'validation');
  } catch (error) {
    if (error instanceof WireError && error.code === 'AccessDenied') throw roleCannotBeAssumed();
    throw error;
  }
}

/**
 * The state machine's role, or the one in the task's Credentials, which the former has to be allowed to assume. Roles do not
 * assume roles in this Region, so Step Functions takes that one on too: its trust policy has to let states.amazonaws.com in.
 * Source: Step Functions Developer Guide, "Accessing resources in other AWS accounts in Step Functions".
 * @throws WireError AccessDenied
 */
export function assumeRole(
  context: Context,
  { roleArn, session }: TaskRole,
  credentials?: { RoleArn: string },
): Principal {
  const become = (role: string) => asStepFunctions(context, role, session.slice(0, 64));
  const own = become(roleArn);
  if (!credentials) return own;
  context.authorize('sts', [{ action: 'sts:AssumeRole', resource: credentials.RoleArn }], own);
  return become(credentials.RoleArn);
}
