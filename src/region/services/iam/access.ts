import type { Identities } from '../../access/access.ts';
import type { PolicyDocument } from '../../access/policy.ts';
import type { Database } from '../../store/database.ts';
import { attachments, rolePolicies, roles } from './rows.ts';

/** What IAM knows of roles, for the authoriser. */
export const roleAccess: Pick<Identities, 'policies' | 'trust'> = {
  policies: (db: Database, role: string) =>
    [...rolePolicies.list(db, role), ...attachments.ofRole(db, role)].map(({ document }) => parsed(document)),
  trust(db: Database, role: string) {
    const row = roles.find(db, role);
    return row && { roleId: row.id, arn: row.arn, policy: parsed(row.trust) };
  },
};

/** Documents that were read last: each request asks for those of its caller. Nobody changes them. */
const documents = new Map<string, PolicyDocument>();
const mostDocuments = 500;

function parsed(text: string): PolicyDocument {
  const known = documents.get(text);
  if (known) return known;
  const document = JSON.parse(text) as PolicyDocument;
  if (documents.size >= mostDocuments) documents.delete(documents.keys().next().value!);
  documents.set(text, document);
  return document;
}
