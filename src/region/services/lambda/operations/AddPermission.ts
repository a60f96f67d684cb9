import type { Statement } from '../../../access/policy.ts';
import { operation } from '../../../service.ts';
import { constraintViolated, invalidParameterValue, statementExists } from '../errors.ts';
import { functionNamed, onFunction } from '../function.ts';
import { functionArn } from '../function-name.ts';
import { permissions } from '../rows.ts';

/** What the members may look like. Source: Lambda API Reference, "AddPermission". */
const patterns = {
  StatementId: /^[a-zA-Z0-9\-_]{1,100}$/,
  Action: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/,
  SourceArn: /^arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)$/,
  SourceAccount: /^\d{12}$/,
} as const;

/** Source: as above. A Region has no versions and aliases, so a Qualifier can only be `$LATEST`. */
export const AddPermission = operation<'lambda', 'AddPermission'>({
  accepts: ['FunctionName', 'StatementId', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'Qualifier'],
  authorize(input, context) {
    const requirement = onFunction(context, 'AddPermission', input.FunctionName);
    return [{ ...requirement, conditions: { ...requirement.conditions, 'lambda:Principal': input.Principal } }];
  },
  run(input, context) {
    for (const [member, pattern] of Object.entries(patterns)) {
      const value = input[member as keyof typeof patterns];
      if (value !== undefined && !pattern.test(value))
        throw constraintViolated(
          value,
          `${member[0]?.toLowerCase()}${member.slice(1)}`,
          `Member must satisfy regular expression pattern: ${pattern.source}`,
        );
    }
    const row = functionNamed(context, input.FunctionName, input.Qualifier);
    const statement = {
      Sid: input.StatementId,
      Effect: 'Allow',
      Principal: principalOf(input.Principal),
      Action: input.Action,
      Resource: functionArn(context, row.name),
      ...conditionOf(input),
    } satisfies Statement;
    if (!permissions.add(context.db, row.name, input.StatementId, statement)) throw statementExists(input.StatementId);
    return { Statement: JSON.stringify(statement) };
  },
});

/** @throws WireError InvalidParameterValueException for what is neither a service, an account nor an ARN of one or of a role */
function principalOf(principal: string): Statement['Principal'] {
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal };
  throw invalidParameterValue('The provided principal was invalid. Please check the principal and try again.');
}

function conditionOf({ SourceArn, SourceAccount }: { SourceArn?: string; SourceAccount?: string }) {
  const Condition = {
    ...(SourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return Object.keys(Condition).length > 0 ? { Condition } : {};
}
