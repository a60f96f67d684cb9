import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { describeDocument } from '../documents/describe.ts';
import { bareName } from '../documents/index.ts';
import { findOwnDocument, versionsOf } from '../documents/rows.ts';
import { checkVersion, keepVersion } from '../documents/versions.ts';
import { duplicateContent, duplicateVersionName, invalidDocument, invalidDocumentVersion } from '../errors.ts';

/** Adds a version to a document; its default stays what it was. */
export const UpdateDocument = operation<'ssm', 'UpdateDocument'>({
  accepts: ['Content', 'Name', 'DisplayName', 'VersionName', 'DocumentVersion', 'DocumentFormat', 'TargetType'],
  authorize: onDocument('ssm:UpdateDocument'),
  run(input, context) {
    const name = bareName(input.Name!);
    const document = findOwnDocument(context.db, name);
    if (document === undefined) throw invalidDocument(`Document with name ${name} does not exist.`);
    const { DocumentVersion = '$LATEST', VersionName, Content } = input;
    // "Systems Manager supports updating only the latest version of the document" (API page)
    if (!['$LATEST', String(document.latestVersion)].includes(DocumentVersion))
      throw invalidDocumentVersion(
        `Document ${name}: only its latest version ${document.latestVersion} can be updated.`,
      );
    checkVersion(input);
    const versions = versionsOf(context.db, name);
    if (versions[0]!.content === Content)
      throw duplicateContent(
        'The content of the association document matches another document. Change the content of the document and try again.',
      );
    if (VersionName !== undefined && versions.some((each) => each.versionName === VersionName))
      throw duplicateVersionName('The version name has already been used in this document.');
    const format = input.DocumentFormat ?? versions[0]!.format;
    const updated = keepVersion(context, name, document.latestVersion + 1, { ...input, DocumentFormat: format });
    return { DocumentDescription: { ...describeDocument(updated, context), Status: 'Updating' } };
  },
});
