import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { bareName } from '../documents/index.ts';
import { findOwnDocument, versionsOf } from '../documents/rows.ts';
import { invalidDocument } from '../errors.ts';
import { page } from '../pages.ts';

/** The versions of a document of one's own, the latest first. */
export const ListDocumentVersions = operation<'ssm', 'ListDocumentVersions'>({
  accepts: ['Name', 'MaxResults', 'NextToken'],
  authorize: onDocument('ssm:ListDocumentVersions'),
  run({ Name, ...paging }, { db }) {
    const name = bareName(Name!);
    const document = findOwnDocument(db, name);
    if (document === undefined) throw invalidDocument(`Document with name ${name} does not exist.`);
    const { items, NextToken } = page(versionsOf(db, name), paging, { least: 1, most: 50 });
    return {
      DocumentVersions: items.map(({ version, versionName, displayName, createdAt, format }) => ({
        Name: name,
        DisplayName: displayName ?? undefined,
        DocumentVersion: String(version),
        VersionName: versionName ?? undefined,
        CreatedDate: new Date(createdAt),
        IsDefaultVersion: version === document.defaultVersion,
        DocumentFormat: format,
        Status: 'Active',
      })),
      NextToken,
    };
  },
});
