/** Rights taken away from a role of the stack, and given back. */
import type { Clients } from '../region.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
}

const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat();

/**
 * Takes an action out of every inline policy of a role.
 * @returns how to give it back
 * @throws Error when no policy allowed it
 */
export async function withoutAction({ iam }: Pick<Clients, 'iam'>, RoleName: string, action: string) {
  const restore: (() => Promise<unknown>)[] = [];
  for (const PolicyName of (await iam.listRolePolicies({ RoleName })).PolicyNames!) {
    const policy = await iam.getRolePolicy({ RoleName, PolicyName });
    const document = JSON.parse(decodeURIComponent(policy.PolicyDocument!)) as { Statement: Statement[] };
    if (!document.Statement.some((statement) => actionsOf(statement).includes(action))) continue;
    const left = document.Statement.map((statement) => ({
      ...statement,
      Action: actionsOf(statement).filter((each) => each !== action),
    })).filter(({ Action }) => Action.length > 0);
    const put = (Statement: readonly object[]) =>
      iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify({ ...document, Statement }) });
    if (left.length > 0) await put(left);
    else await iam.deleteRolePolicy({ RoleName, PolicyName });
    restore.push(() => put(document.Statement));
  }
  if (restore.length === 0) throw new Error(`${RoleName} was not allowed ${action} by any policy`);
  return async () => {
    for (const each of restore) await each();
  };
}
