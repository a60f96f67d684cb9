/**
 * Resource policies: by them the account lets AWS services write to log groups.
 * Source: CloudWatch Logs API Reference, "PutResourcePolicy".
 */
import { conditionNamed } from '../../access/conditions.ts';
import type { PolicyDocument, Statement } from '../../access/policy.ts';
import { notSupported } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { invalidParameter } from './errors.ts';
import { policies } from './rows.ts';

/** Characters of a document. */
const longest = 5120;

const statementsOf = (document: PolicyDocument): Statement[] => [document.Statement ?? []].flat() as Statement[];

/** All that the account's resource policies say, as one policy; undefined where there is none. */
export function resourcePolicy(db: Database): PolicyDocument | undefined {
  const documents = policies.list(db).map(({ document }) => JSON.parse(document) as PolicyDocument);
  return documents.length > 0 ? { Statement: documents.flatMap(statementsOf) } : undefined;
}

/** @throws WireError InvalidParameterException; NotImplemented for condition operators that the Region has not */
export function checkResourcePolicy(text: string): void {
  if (text.length > longest) throw invalidParameter(`The policy is longer than ${longest} characters.`);
  const statements = statementsOf(parse(text));
  if (statements.length === 0) throw invalidParameter('The policy has no statement.');
  for (const { Effect, Principal, Action, Condition = {} } of statements) {
    if ((Effect !== 'Allow' && Effect !== 'Deny') || !Principal || !Action)
      throw invalidParameter('Each statement of the policy must have an Effect, a Principal and an Action.');
    for (const operator of Object.keys(Condition))
      if (!conditionNamed(operator))
        throw notSupported(`the condition operator ${operator} in a resource policy of CloudWatch Logs`);
  }
}

function parse(text: string): PolicyDocument {
  try {
    const document = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch (error) {
    throw invalidParameter(`The policy is not valid JSON: ${(error as Error).message}`);
  }
  throw invalidParameter('The policy is not a JSON object.');
}
