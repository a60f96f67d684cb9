import { operation } from '../../../service.ts';
import { policies } from '../rows.ts';

/** There are ten at most, so there is one page. Source: CloudWatch Logs API Reference, "DescribeResourcePolicies". */
export const DescribeResourcePolicies = operation<'logs', 'DescribeResourcePolicies'>({
  accepts: [],
  run: (_, context) => ({
    resourcePolicies: policies.list(context.db).map(({ name, document, updated }) => ({
      policyName: name,
      policyDocument: document,
      lastUpdatedTime: updated,
    })),
  }),
});
