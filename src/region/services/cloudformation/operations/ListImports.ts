import { operation } from '../../../service.ts';
import { validationError } from '../errors.ts';
import { page } from '../pages.ts';
import { imports } from '../rows/exports.ts';

/** Source: CloudFormation API Reference, "ListImports". */
export const ListImports = operation<'cloudformation', 'ListImports'>({
  accepts: ['ExportName', 'NextToken'],
  run({ ExportName, NextToken }, context) {
    const users = imports.users(context.db, ExportName).map((id) => id.split('/')[1]!);
    if (users.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
    const { items, NextToken: next } = page(users, NextToken, 100);
    return { Imports: items, NextToken: next };
  },
});
