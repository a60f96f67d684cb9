import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { contentOf } from '../documents/document.ts';
import { findDocument } from '../documents/index.ts';
import { formatOf } from '../documents/versions.ts';

/** The content of a document, in the format in which it was made or in another one. */
export const GetDocument = operation<'ssm', 'GetDocument'>({
  accepts: ['Name', 'DocumentVersion', 'DocumentFormat'],
  authorize: onDocument('ssm:GetDocument'),
  run({ Name, DocumentVersion, DocumentFormat }, context) {
    const document = findDocument(context, Name!, DocumentVersion);
    const format = DocumentFormat === undefined ? document.source.format : formatOf(DocumentFormat);
    const { own } = document;
    return {
      Name: document.name,
      DocumentVersion: document.documentVersion,
      Status: 'Active',
      Content: contentOf(document, format),
      DocumentType: 'Command',
      DocumentFormat: format,
      ...(own && {
        CreatedDate: new Date(own.version.createdAt),
        VersionName: own.version.versionName ?? undefined,
        DisplayName: own.version.displayName ?? undefined,
      }),
    };
  },
});
