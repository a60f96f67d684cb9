import { operation } from '../../../service.ts';
import { checkDocument } from '../document.ts';
import { entityAlreadyExists } from '../errors.ts';
import { policies } from '../rows.ts';
import { checkName, checkPath, entityArn, toPolicy } from '../shapes.ts';

/** Source: IAM API Reference, "CreatePolicy". */
export const CreatePolicy = operation<'iam', 'CreatePolicy'>({
  accepts: ['PolicyName', 'Path', 'PolicyDocument', 'Description', 'Tags'],
  authorize: (input, context) => [
    { action: 'iam:CreatePolicy', resource: entityArn(context, 'policy', input.Path ?? '/', input.PolicyName) },
  ],
  run(input, context) {
    checkName('policyName', input.PolicyName);
    const path = checkPath(input.Path ?? '/');
    const arn = entityArn(context, 'policy', path, input.PolicyName);
    if (policies.find(context.db, arn))
      throw entityAlreadyExists(`A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`);
    const row = {
      arn,
      id: `ANPA${context.hex(17).toUpperCase()}`,
      name: input.PolicyName,
      path,
      document: checkDocument(input.PolicyDocument, 'identity'),
      description: input.Description ?? null,
      tags: JSON.stringify(input.Tags ?? []),
      createdAt: context.now,
    };
    policies.put(context.db, row);
    return { Policy: toPolicy(context.db, row) };
  },
});
