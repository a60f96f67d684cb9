import { operation } from '../../../service.ts';
import { policies } from '../rows.ts';
import { toPolicy } from '../shapes.ts';

/** Source: IAM API Reference, "ListPolicies". */
export const ListPolicies = operation<'iam', 'ListPolicies'>({
  accepts: ['Scope', 'OnlyAttached', 'PathPrefix'],
  run({ Scope = 'All', OnlyAttached = false, PathPrefix = '/' }, { db }) {
    const chosen = policies
      .list(db)
      .filter((row) => Scope === 'All' || row.arn.startsWith('arn:aws:iam::aws:') === (Scope === 'AWS'))
      .filter((row) => row.path.startsWith(PathPrefix))
      .map((row) => toPolicy(db, row));
    return { Policies: chosen.filter((policy) => !OnlyAttached || policy.AttachmentCount), IsTruncated: false };
  },
});
