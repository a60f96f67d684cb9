import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { contentOf } from '../documents/document.ts';
import { documentArn, findDocument } from '../documents/index.ts';

export const GetDocument = operation<'ssm', 'GetDocument'>({
  accepts: ['Name', 'DocumentVersion', 'DocumentFormat'],
  authorize: ({ Name }, { region }) => [
    { action: 'ssm:GetDocument', resource: documentArn(region, Name!.replace(/^.*\//, '')) },
  ],
  run({ Name, DocumentVersion, DocumentFormat = 'JSON' }) {
    if (DocumentFormat !== 'JSON') throw notSupported(`documents as ${DocumentFormat}`);
    const document = findDocument(Name!, DocumentVersion);
    return {
      Name: document.name,
      DocumentVersion: document.documentVersion,
      Status: 'Active',
      Content: contentOf(document),
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
    };
  },
});
