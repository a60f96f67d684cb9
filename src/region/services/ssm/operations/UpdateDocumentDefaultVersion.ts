import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { bareName } from '../documents/index.ts';
import { findOwnDocument, findVersion, setDefaultVersion } from '../documents/rows.ts';
import { invalidDocument, invalidDocumentVersion } from '../errors.ts';

/** Names the version that is meant where none is said. */
export const UpdateDocumentDefaultVersion = operation<'ssm', 'UpdateDocumentDefaultVersion'>({
  accepts: ['Name', 'DocumentVersion'],
  authorize: onDocument('ssm:UpdateDocumentDefaultVersion'),
  run({ Name, DocumentVersion }, { db }) {
    const name = bareName(Name!);
    if (findOwnDocument(db, name) === undefined) throw invalidDocument(`Document with name ${name} does not exist.`);
    const version = findVersion(db, name, Number(DocumentVersion));
    if (version === undefined) throw invalidDocumentVersion(`Document ${name} has no version ${DocumentVersion}.`);
    setDefaultVersion(db, name, version.version);
    return {
      Description: {
        Name: name,
        DefaultVersion: String(version.version),
        DefaultVersionName: version.versionName ?? undefined,
      },
    };
  },
});
