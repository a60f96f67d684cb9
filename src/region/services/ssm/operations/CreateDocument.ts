import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { describeDocument } from '../documents/describe.ts';
import { documentArn, isReserved } from '../documents/index.ts';
import { findOwnDocument } from '../documents/rows.ts';
import { checkVersion, keepVersion } from '../documents/versions.ts';
import { constraint, documentAlreadyExists, validationException } from '../errors.ts';
import { addTags } from '../tags/rows.ts';

const namePattern = /^[a-zA-Z0-9_\-.]{3,128}$/;

/** Makes a Command document, whose first version is its default. */
export const CreateDocument = operation<'ssm', 'CreateDocument'>({
  accepts: [
    'Content',
    'Name',
    'DisplayName',
    'VersionName',
    'DocumentType',
    'DocumentFormat',
    'TargetType',
    'Tags.Key',
    'Tags.Value',
  ],
  authorize: ({ Name, Tags = [] }, context) => [
    {
      action: 'ssm:CreateDocument',
      resource: documentArn(context, Name!),
      conditions: Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    },
  ],
  run(input, context) {
    const { Name, DocumentType = 'Command', Tags } = input;
    if (!namePattern.test(Name!))
      throw constraint(Name, 'name', `Member must satisfy regular expression pattern: ${namePattern.source}`);
    if (isReserved(Name!))
      throw validationException(`The document name ${Name} begins with a prefix that is reserved for AWS.`);
    if (DocumentType !== 'Command') throw notSupported(`documents of the type ${DocumentType}`);
    checkVersion(input);
    if (findOwnDocument(context.db, Name!)) throw documentAlreadyExists(`Document with name ${Name} already exists.`);
    const document = keepVersion(context, Name!, 1, input);
    addTags(context.db, 'Document', Name!, Tags);
    // On AWS too it is Active a moment later.
    return { DocumentDescription: { ...describeDocument(document, context), Status: 'Creating' } };
  },
});
