import { conditionNamed } from '../../access/conditions.ts';
import type { PolicyDocument, Statement } from '../../access/policy.ts';
import { malformedPolicy } from './errors.ts';

/**
 * Checks a policy document by the grammar of the IAM User Guide, "Grammar of the IAM JSON policy language".
 * @param kind a trust policy names who it lets in and no resource; an identity policy the reverse
 * @returns the document as text without white space
 * @throws WireError MalformedPolicyDocument
 */
export function checkDocument(text: string, kind: 'identity' | 'trust'): string {
  const document = parse(text);
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  if (document.Statement === undefined || statements.length === 0) throw malformedPolicy('Syntax errors in policy.');
  for (const statement of statements as Statement[]) checkStatement(statement, kind);
  return JSON.stringify(document);
}

function parse(text: string): PolicyDocument {
  try {
    const document = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  throw malformedPolicy('Syntax errors in policy.');
}

const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'];

function checkStatement(statement: Statement, kind: 'identity' | 'trust'): void {
  const unknown = Object.keys(statement).find((key) => !elements.includes(key));
  if (unknown) throw malformedPolicy(`Syntax errors in policy: unknown element ${unknown}.`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw malformedPolicy(`Invalid effect: ${statement.Effect}`);
  if (!statement.Action === !statement.NotAction) throw malformedPolicy('Policy statement must contain actions.');
  if (kind === 'trust') {
    if (!statement.Principal) throw malformedPolicy('AssumeRole policy must contain principals.');
    if (statement.Resource || statement.NotResource) throw malformedPolicy('Has prohibited field Resource');
  } else {
    if (statement.Principal) throw malformedPolicy('Policy document should not specify a principal.');
    if (!statement.Resource === !statement.NotResource)
      throw malformedPolicy('Policy statement must contain resources.');
  }
  for (const name of Object.keys(statement.Condition ?? {}))
    if (!conditionNamed(name)) throw malformedPolicy(`Invalid or unsupported condition operator: ${name}`);
}
