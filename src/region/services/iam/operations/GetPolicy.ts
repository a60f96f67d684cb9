import { operation } from '../../../service.ts';
import { noSuchPolicy } from '../errors.ts';
import { policies } from '../rows.ts';
import { toPolicy } from '../shapes.ts';

/** Source: IAM API Reference, "GetPolicy". */
export const GetPolicy = operation<'iam', 'GetPolicy'>({
  accepts: ['PolicyArn'],
  authorize: (input) => [{ action: 'iam:GetPolicy', resource: input.PolicyArn }],
  run(input, { db }) {
    const row = policies.find(db, input.PolicyArn);
    if (!row) throw noSuchPolicy(input.PolicyArn);
    return { Policy: toPolicy(db, row) };
  },
});
