import type { Identities } from '../../access/access.ts';
import type { Database } from '../../store/database.ts';
import { attachments, rolePolicies, roles } from './rows.ts';

/** What IAM knows of roles, for the authoriser. */
export const roleAccess: Pick<Identities, 'policies' | 'trust'> = {
  policies: (db: Database, role: string) =>
    [...rolePolicies.list(db, role), ...attachments.ofRole(db, role)].map(({ document }) => JSON.parse(document)),
  trust(db: Database, role: string) {
    const row = roles.find(db, role);
    return row && { roleId: row.id, arn: row.arn, policy: JSON.parse(row.trust) };
  },
};
