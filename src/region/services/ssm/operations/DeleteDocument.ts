import { operation } from '../../../service.ts';
import { onDocument } from '../documents/authorize.ts';
import { bareName } from '../documents/index.ts';
import { deleteOwnDocument, findOwnDocument } from '../documents/rows.ts';
import { invalidDocument } from '../errors.ts';
import { forgetTags } from '../tags/rows.ts';

/** Removes a document with all its versions. Commands that were sent with it go on: they have its content. */
export const DeleteDocument = operation<'ssm', 'DeleteDocument'>({
  accepts: ['Name'],
  authorize: onDocument('ssm:DeleteDocument'),
  run({ Name }, { db }) {
    const name = bareName(Name!);
    if (findOwnDocument(db, name) === undefined) throw invalidDocument(`Document with name ${name} does not exist.`);
    deleteOwnDocument(db, name);
    forgetTags(db, 'Document', name);
    return {};
  },
});
