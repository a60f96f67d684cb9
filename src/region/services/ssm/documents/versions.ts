/** What CreateDocument and UpdateDocument have in common: a version, checked and kept. */
import type { DocumentFormat } from '@aws-sdk/client-ssm';
import { notSupported } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { constraint, maxDocumentSizeExceeded } from '../errors.ts';
import { type Format, readContent } from './content.ts';
import type { Document } from './document.ts';
import { findDocument } from './index.ts';
import { addVersion } from './rows.ts';

/** bytes (Systems Manager endpoints and quotas, "Document content size") */
const largest = 64 * 1024;

interface Given {
  readonly Content?: string | undefined;
  readonly DocumentFormat?: DocumentFormat | undefined;
  readonly VersionName?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly TargetType?: string | undefined;
}

/** @throws WireError NotImplemented for the format TEXT */
export function formatOf(format: DocumentFormat = 'JSON'): Format {
  if (format !== 'JSON' && format !== 'YAML') throw notSupported(`documents as ${format}`);
  return format;
}

/** @throws WireError ValidationException, MaxDocumentSizeExceeded, and as `readContent` */
export function checkVersion({ Content, DocumentFormat, VersionName, TargetType }: Given): void {
  if (Buffer.byteLength(Content!) > largest)
    throw maxDocumentSizeExceeded('The size of the document exceeds the limit of 64 KB.');
  const name = /^[a-zA-Z0-9_\-.]{1,128}$/;
  if (VersionName !== undefined && !name.test(VersionName))
    throw constraint(VersionName, 'versionName', `Member must satisfy regular expression pattern: ${name.source}`);
  const type = /^\/[\w.\-:/]*$/;
  if (TargetType !== undefined && !type.test(TargetType))
    throw constraint(TargetType, 'targetType', `Member must satisfy regular expression pattern: ${type.source}`);
  readContent(Content!, formatOf(DocumentFormat));
}

/** Keeps a version of a document. @returns the document as of this version */
export function keepVersion(context: Context, name: string, version: number, given: Given): Document {
  addVersion(context.db, {
    name,
    version,
    versionName: given.VersionName ?? null,
    displayName: given.DisplayName ?? null,
    targetType: given.TargetType ?? null,
    createdAt: context.now,
    format: formatOf(given.DocumentFormat),
    content: given.Content!,
  });
  return findDocument(context, name, String(version));
}
