import { operation } from '../../../service.ts';

/** Nobody needs a permission for it. Source: AWS STS API Reference, "GetCallerIdentity". */
export const GetCallerIdentity = operation<'sts', 'GetCallerIdentity'>({
  accepts: [],
  authorize: () => [],
  run: (_input, { principal, account }) => ({ UserId: principal.userId, Account: account, Arn: principal.arn }),
});
