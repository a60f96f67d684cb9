import { operation } from '../../../service.ts';
import { describeDocument } from '../documents/describe.ts';
import { documentArn, findDocument } from '../documents/index.ts';

export const DescribeDocument = operation<'ssm', 'DescribeDocument'>({
  accepts: ['Name', 'DocumentVersion'],
  authorize: ({ Name }, { region }) => [
    { action: 'ssm:DescribeDocument', resource: documentArn(region, Name!.replace(/^.*\//, '')) },
  ],
  run: ({ Name, DocumentVersion }) => ({ Document: describeDocument(findDocument(Name!, DocumentVersion)) }),
});
