import { globalArn, type Place } from '../arn.ts';
import { WireError } from '../errors.ts';
import type { Principal, Requirement, Service } from '../service.ts';
import type { Database } from '../store/database.ts';
import { type Decision, evaluate, type PolicyDocument, type Question } from './policy.ts';
import type { Secret } from './signature.ts';

/** What is known of the access keys and roles of this account: from the root credentials, from IAM and from STS. */
export interface Identities {
  /** The principal behind an access key and its secret; undefined for a key that is not known. */
  find(db: Database, accessKeyId: string): { principal: Principal; secret: Secret; expires?: number } | undefined;
  /** The identity-based policies of a role. */
  policies(db: Database, role: string): PolicyDocument[];
  /** A role's ARN and trust policy; undefined for a role that is not there. */
  trust(db: Database, role: string): { roleId: string; arn: string; policy: PolicyDocument } | undefined;
}

/** Who may do what: one authoriser for the wire and for the calls between services. */
export interface Access {
  /** @throws WireError the service's own access-denied error, worded as AWS does */
  authorize(
    db: Database,
    principal: Principal,
    service: Service,
    requirements: readonly Requirement[],
    now: number,
  ): void;
  /** @throws WireError AccessDenied, when the role is not there or its trust policy does not let the service in */
  assume(db: Database, roleArn: string, service: string, sessionName: string): Principal;
}

export function createAccess(place: Place, identities: Identities, services: readonly Service[]): Access {
  const linked = new Map(services.map((service) => [service.name as string, service.linkedActions ?? []]));

  /** What the principal may by itself: the root all, a service what its service-linked role says. */
  const byIdentity = (db: Database, principal: Principal, question: Question): Decision => {
    if (principal.type === 'root') return 'allowed';
    if (principal.type === 'role') return evaluate(identities.policies(db, principal.role), question);
    const own = principal.service.split('.')[0] ?? '';
    const may = question.action.startsWith(`${own}:`) || linked.get(own)?.includes(question.action);
    return may ? 'allowed' : 'implicitDeny';
  };

  /** What a resource's policy says of the principal. That it lets the account in lets in nobody: it leaves it to the identity's policies. */
  const byResource = (db: Database, principal: Principal, question: Question, policy: PolicyDocument): Decision => {
    if (principal.type === 'service')
      return evaluate([policy], { ...question, principal: { kind: 'Service', id: principal.service } });
    const role = principal.type === 'role' && identities.trust(db, principal.role);
    const ids = role ? [principal.arn, role.arn] : [];
    const asked = (id: readonly string[]) => evaluate([policy], { ...question, principal: { kind: 'AWS', id } });
    const account = [globalArn(place, 'iam', 'root'), place.account];
    return asked([...ids, ...account]) === 'explicitDeny' ? 'explicitDeny' : asked(ids);
  };

  return {
    authorize(db, principal, service, requirements, now) {
      const global = {
        'aws:principalarn': principal.arn,
        'aws:principalaccount': place.account,
        'aws:requestedregion': place.region,
        'aws:currenttime': new Date(now).toISOString(),
        // What policies ask with it is that nobody listens on the way: a request to the Region never leaves this machine.
        'aws:securetransport': 'true',
        ...(principal.type === 'service' && { 'aws:sourcearn': principal.source, 'aws:sourceaccount': place.account }),
      };
      for (const { action, resource, conditions = {}, policy } of requirements) {
        const given = Object.fromEntries(Object.entries(conditions).map(([key, value]) => [key.toLowerCase(), value]));
        const question = { action, resource, conditions: { ...global, ...given } };
        const refuse = (why: string) => denied(service, principal, action, resource, why);
        const own = byIdentity(db, principal, question);
        if (own === 'explicitDeny') throw refuse('with an explicit deny in an identity-based policy');
        const resources = policy && byResource(db, principal, question, policy);
        if (resources === 'explicitDeny') throw refuse('with an explicit deny in a resource-based policy');
        if (own !== 'allowed' && resources !== 'allowed')
          throw refuse(
            principal.type === 'service' && !policy
              ? `because no service-linked role allows the ${action} action`
              : `because no ${principal.type === 'service' ? 'resource' : 'identity'}-based policy allows the ${action} action`,
          );
      }
    },

    assume(db, roleArn, service, sessionName) {
      const role = roleArn.startsWith(globalArn(place, 'iam', 'role/')) ? (roleArn.split('/').at(-1) ?? '') : '';
      const trust = identities.trust(db, role);
      const decision =
        trust &&
        evaluate([trust.policy], {
          action: 'sts:AssumeRole',
          resource: roleArn,
          conditions: { 'aws:sourceaccount': place.account },
          principal: { kind: 'Service', id: service },
        });
      if (decision !== 'allowed')
        throw new WireError(
          'AccessDenied',
          `${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
          {
            status: 403,
          },
        );
      return rolePrincipal(place, role, trust?.roleId ?? '', sessionName);
    },
  };
}

/** A session of a role, as STS names it. */
export function rolePrincipal(place: Place, role: string, roleId: string, sessionName: string): Principal {
  return {
    type: 'role',
    role,
    arn: globalArn(place, 'sts', `assumed-role/${role}/${sessionName}`),
    userId: `${roleId}:${sessionName}`,
  };
}

function denied(service: Service, principal: Principal, action: string, resource: string, why: string): WireError {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const sentence = `User: ${principal.arn} is not authorized to perform: ${action}${on} ${why}`;
  const unauthorized = service.accessDenied === 'UnauthorizedOperation';
  return new WireError(
    service.accessDenied,
    unauthorized ? `You are not authorized to perform this operation. ${sentence}` : sentence,
    { status: 403 },
  );
}
