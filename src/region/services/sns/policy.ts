/** Policies of topics: who, other than by policies of its own, may do what with one. */
import { conditionNamed } from '../../access/conditions.ts';
import type { PolicyDocument, Statement } from '../../access/policy.ts';
import type { Place } from '../../arn.ts';
import { notSupported } from '../../errors.ts';
import { invalidParameter } from './errors.ts';

/** Actions that may stand in a topic's policy. Source: SNS Developer Guide, "Amazon SNS API permissions: Actions and resources reference". */
const actions = [
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
];

/**
 * The policy of a topic that was given none. Of the services that act for the account it lets in those few that name the
 * account as `AWS:SourceOwner`; none of the Region's does.
 */
export function defaultPolicy({ account }: Place, topic: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'GetTopicAttributes',
          'SetTopicAttributes',
          'AddPermission',
          'RemovePermission',
          'DeleteTopic',
          'Subscribe',
          'ListSubscriptionsByTopic',
          'Publish',
        ].map((action) => `SNS:${action}`),
        Resource: topic,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  } satisfies PolicyDocument);
}

/**
 * @returns the policy as text without white space
 * @throws WireError InvalidParameter; NotImplemented for condition operators that the Region has not
 */
export function checkPolicy(text: string): string {
  const document = parse(text);
  const statements = [document.Statement ?? []].flat() as Statement[];
  if (statements.length === 0) throw invalidParameter('Policy Error: null');
  for (const statement of statements) checkStatement(statement);
  return JSON.stringify(document);
}

function parse(text: string): PolicyDocument {
  try {
    const document = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch {
    throw invalidParameter('Policy Error: null');
  }
  throw invalidParameter('Policy Error: null');
}

function checkStatement({ Effect, Principal, Action, NotAction, Condition = {} }: Statement): void {
  if (Effect !== 'Allow' && Effect !== 'Deny') throw invalidParameter('Policy Error: null');
  if (!Principal) throw invalidParameter('Policy Error: PrincipalNotFound');
  if (!Action === !NotAction) throw invalidParameter('Policy Error: null');
  for (const action of [Action ?? NotAction].flat() as string[]) {
    const [, name] = /^sns:(.+)$/i.exec(action) ?? [];
    const known = name?.includes('*') || actions.some((each) => each.toLowerCase() === name?.toLowerCase());
    if (action !== '*' && !known) throw invalidParameter('Policy statement action out of service scope!');
  }
  for (const operator of Object.keys(Condition))
    if (!conditionNamed(operator)) throw notSupported(`the condition operator ${operator} in the policy of a topic`);
}
