import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { checkResourcePolicy } from '../policies.ts';
import { policies } from '../rows.ts';

/** Source: "CloudWatch Logs quotas". */
const mostPolicies = 10;

/** A policy of the account. Source: CloudWatch Logs API Reference, "PutResourcePolicy". */
export const PutResourcePolicy = operation<'logs', 'PutResourcePolicy'>({
  accepts: ['policyName', 'policyDocument'],
  run({ policyName = '', policyDocument = '' }, context) {
    if (policyName === '') throw invalidParameter('PolicyName must not be null.');
    checkResourcePolicy(policyDocument);
    const others = policies.list(context.db).filter(({ name }) => name !== policyName);
    if (others.length >= mostPolicies) throw new WireError('LimitExceededException', 'Resource limit exceeded.');
    policies.put(context.db, { name: policyName, document: policyDocument, updated: context.now });
    return { resourcePolicy: { policyName, policyDocument, lastUpdatedTime: context.now } };
  },
});
