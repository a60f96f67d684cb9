/** A bucket's policy. Source: S3 User Guide, "Policies and permissions in Amazon S3". */
import { conditionOperators } from '../../../access/conditions.ts';
import type { PolicyDocument, Statement } from '../../../access/policy.ts';
import { notSupported } from '../../../errors.ts';
import type { Database } from '../../../store/database.ts';
import { malformedPolicy } from '../errors.ts';
import { policy } from './parts.ts';

/** Bytes. */
const largestPolicy = 20 * 1024;

export function bucketPolicy(db: Database, bucket: string): PolicyDocument | undefined {
  const text = policy.find(db, bucket);
  return text === undefined ? undefined : (JSON.parse(text) as PolicyDocument);
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/**
 * @param bucket the ARN of the bucket, of which alone its policy may speak
 * @throws WireError MalformedPolicy; NotImplemented for a condition operator that the Region does not evaluate
 */
export function checkPolicy(text: string, bucket: string): PolicyDocument {
  if (Buffer.byteLength(text) > largestPolicy)
    throw malformedPolicy(`Policy exceeds the maximum allowed size of ${largestPolicy} bytes`);
  const document = parse(text);
  const statements = list(document.Statement);
  if (statements.length === 0) throw malformedPolicy('Missing required field Statement');
  for (const statement of statements) checkStatement(statement, bucket);
  return document;
}

function parse(text: string): PolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  return document as PolicyDocument;
}

const elements = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function checkStatement(statement: Statement, bucket: string): void {
  const strange = Object.keys(statement).find((name) => !elements.includes(name));
  if (strange === 'NotPrincipal') throw notSupported('NotPrincipal in bucket policies');
  if (strange !== undefined) throw malformedPolicy(`Unknown field ${strange}`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw malformedPolicy(`Invalid effect: ${statement.Effect}`);
  if (statement.Principal === undefined) throw malformedPolicy('Missing required field Principal');
  checkPrincipal(statement.Principal);
  const actions = [...list(statement.Action), ...list(statement.NotAction)];
  if (actions.length === 0) throw malformedPolicy('Missing required field Action');
  if (!actions.every((action) => action === '*' || /^s3:./i.test(action)))
    throw malformedPolicy('Policy has invalid action');
  const resources = [...list(statement.Resource), ...list(statement.NotResource)];
  if (resources.length === 0) throw malformedPolicy('Missing required field Resource');
  if (
    !resources.every(
      (resource) => resource === bucket || resource.startsWith(`${bucket}/`) || resource === `${bucket}*`,
    )
  )
    throw malformedPolicy('Policy has invalid resource');
  for (const operator of Object.keys(statement.Condition ?? {}))
    if (!conditionOperators[operator.replace(/IfExists$/, '')])
      throw notSupported(`the condition operator ${operator} in bucket policies`);
}

function checkPrincipal(principal: NonNullable<Statement['Principal']>): void {
  if (principal === '*') return;
  if (typeof principal !== 'object') throw malformedPolicy('Invalid policy syntax.');
  for (const [kind, ids] of Object.entries(principal)) {
    if (kind !== 'AWS' && kind !== 'Service') throw notSupported(`principals of the kind ${kind} in bucket policies`);
    const valid = kind === 'AWS' ? /^(\*|\d{12}|arn:aws:(iam|sts)::\d{12}:\S+)$/ : /^[a-z0-9.-]+\.amazonaws\.com$/;
    if (list(ids).length === 0 || !list(ids).every((id) => valid.test(id)))
      throw malformedPolicy('Invalid principal in policy');
  }
}

/** Condition keys by which an Allow for everybody is for some. */
const narrowing =
  /^(aws:(sourcearn|sourceaccount|sourcevpc|sourcevpce|sourceip|principalarn|principalaccount|principalorgid|principalorgpaths|userid|sourceorgid|sourceorgpaths)|s3:dataaccesspoint(arn|account))$/i;

/** Whether a policy lets everybody in. Source: S3 User Guide, "The meaning of 'public'". */
export function isPublic(document: PolicyDocument): boolean {
  return list(document.Statement).some(({ Effect, Principal, Condition }) => {
    const everybody = Principal === '*' || (typeof Principal === 'object' && list(Principal.AWS).includes('*'));
    const conditions = Object.values(Condition ?? {}).flatMap((keys) => Object.entries(keys));
    const narrowed = conditions.some(
      ([key, values]) => narrowing.test(key) && list(values).every((value) => !/[*?$]/.test(String(value))),
    );
    return Effect === 'Allow' && everybody && !narrowed;
  });
}
