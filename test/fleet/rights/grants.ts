/** What the deployed stack's roles allow: action by action, as each statement has it. */
import { evaluate, type Statement } from '../../../src/region/access/policy.ts';
import type { Clients } from '../../region.ts';
import type { Required } from './listening.ts';

/** One action that one statement of a role allows. */
export interface Grant {
  /** the role's logical name, such as `FleetRoleForLambda` */
  readonly role: string;
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition: Statement['Condition'];
  /** such as `FleetRoleForLambda: s3:PutObject on runs/*` */
  readonly name: string;
  readonly policy: { readonly RoleName: string; readonly PolicyName: string };
  /** place among the policy's statements */
  readonly statement: number;
}

/** The name of the stack that `openFleet` deploys. */
export const STACK = 'fleet';

interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** The names of the stack's roles, by their logical names. */
export async function rolesOf({ cloudformation }: Clients): Promise<Map<string, string>> {
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: STACK });
  return new Map(
    StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::IAM::Role').map((each) => [
      each.LogicalResourceId!,
      each.PhysicalResourceId!,
    ]),
  );
}

export async function grantsOf(clients: Clients, roles: ReadonlyMap<string, string>): Promise<Grant[]> {
  const grants: Grant[] = [];
  for (const [role, RoleName] of roles)
    for (const PolicyName of (await clients.iam.listRolePolicies({ RoleName })).PolicyNames!) {
      const { Statement } = await read(clients, { RoleName, PolicyName });
      grants.push(
        ...Statement.flatMap(({ Action, Resource, Condition }, statement) =>
          [Action!].flat().map((action) => {
            const resources = [Resource!].flat();
            const name = `${role}: ${action} on ${inWords(resources)}`;
            return { role, action, resources, condition: Condition, name, policy: { RoleName, PolicyName }, statement };
          }),
        ),
      );
    }
  return grants;
}

const MOST_NAMED = 2;

/** Resources in few words, without what differs from one stack to the next. */
function inWords(resources: readonly string[]): string {
  const words = resources.map((resource) =>
    resource
      .replace(/^arn:[^:]*:([a-z0-9-]+):[^:]*:[^:]*:/, '$1 ')
      .replace(new RegExp(`${STACK}-([A-Za-z]+)-[A-Za-z0-9]{12}`), '$1'),
  );
  const rest = words.length - MOST_NAMED;
  return words.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Whether it is by this resource of the grant that the action was allowed. */
export function allows(grant: Grant, resource: string, required: Required): boolean {
  if (required.role !== grant.policy.RoleName) return false;
  const statement: Statement = {
    Effect: 'Allow',
    Action: grant.action,
    Resource: resource,
    ...(grant.condition && { Condition: grant.condition }),
  };
  return evaluate([{ Statement: statement }], required) === 'allowed';
}

/** Takes the action out of its statement. @returns how to give it back */
export async function withoutGrant(
  clients: Clients,
  { policy, statement, action }: Grant,
): Promise<() => Promise<void>> {
  const document = await read(clients, policy);
  const put = async (Statement: readonly Statement[]) => {
    if (Statement.length === 0) await clients.iam.deleteRolePolicy(policy);
    else await clients.iam.putRolePolicy({ ...policy, PolicyDocument: JSON.stringify({ ...document, Statement }) });
  };
  await put(
    document.Statement.flatMap((each, place) => {
      const Action = [each.Action!].flat().filter((one) => place !== statement || one !== action);
      return Action.length ? [{ ...each, Action }] : [];
    }),
  );
  return () => put(document.Statement);
}

async function read({ iam }: Clients, policy: Grant['policy']): Promise<Document> {
  const { PolicyDocument } = await iam.getRolePolicy(policy);
  return JSON.parse(decodeURIComponent(PolicyDocument!));
}
