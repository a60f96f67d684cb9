import { operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { exportedValues } from '../rows/exports.ts';

/** Source: CloudFormation API Reference, "ListExports". */
export const ListExports = operation<'cloudformation', 'ListExports'>({
  accepts: ['NextToken'],
  run({ NextToken }, context) {
    const { items, NextToken: next } = page(exportedValues.list(context.db), NextToken, 100);
    return {
      Exports: items.map(({ name, stackId, value }) => ({ ExportingStackId: stackId, Name: name, Value: value })),
      NextToken: next,
    };
  },
});
