import type { CommandRequest } from '../commands/rows.ts';
import type { Document } from './document.ts';
import { amazonDocuments } from './index.ts';
import { ownDocument } from './own-document.ts';

/** The document that a command was sent with, as it was then: a later version or its removal changes nothing. */
export function documentOf({ documentName, document }: CommandRequest): Document {
  return document === undefined ? amazonDocuments.get(documentName)! : ownDocument(document);
}
