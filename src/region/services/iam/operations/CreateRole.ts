import { operation } from '../../../service.ts';
import { checkDocument } from '../document.ts';
import { entityAlreadyExists, validationError } from '../errors.ts';
import { roles } from '../rows.ts';
import { checkName, checkPath, entityArn, onRole, toRole } from '../shapes.ts';

/** Source: IAM API Reference, "CreateRole". */
export const CreateRole = operation<'iam', 'CreateRole'>({
  accepts: ['Path', 'RoleName', 'AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration', 'Tags'],
  authorize: onRole('CreateRole'),
  run(input, context) {
    checkName('roleName', input.RoleName, 64);
    const path = checkPath(input.Path ?? '/');
    const maxSessionSeconds = input.MaxSessionDuration ?? 3600;
    if (maxSessionSeconds < 3600 || maxSessionSeconds > 43_200)
      throw validationError('MaxSessionDuration must be between 3600 and 43200 seconds.');
    if (roles.find(context.db, input.RoleName))
      throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`);
    const row = {
      name: input.RoleName,
      id: `AROA${context.hex(17).toUpperCase()}`,
      arn: entityArn(context, 'role', path, input.RoleName),
      path,
      trust: checkDocument(input.AssumeRolePolicyDocument, 'trust'),
      description: input.Description ?? null,
      maxSessionSeconds,
      tags: JSON.stringify(input.Tags ?? []),
      createdAt: context.now,
    };
    roles.insert(context.db, row);
    return { Role: toRole(row) };
  },
});
