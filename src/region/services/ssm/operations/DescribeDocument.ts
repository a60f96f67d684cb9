import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { describeDocument } from '../documents/describe.ts';
import { findDocument } from '../documents/index.ts';

export const DescribeDocument = operation<'ssm', 'DescribeDocument'>({
  accepts: ['Name', 'DocumentVersion'],
  authorize: onDocument('ssm:DescribeDocument'),
  run: ({ Name, DocumentVersion }, context) => ({
    Document: describeDocument(findDocument(context, Name!, DocumentVersion), context),
  }),
});
