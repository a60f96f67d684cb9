import { invalidDocument, invalidDocumentVersion } from '../errors.ts';
import type { Document } from './document.ts';
import { runPatchBaselineDocument } from './run-patch-baseline.ts';
import { runShellScriptDocument } from './run-shell-script.ts';

/** The Command documents that the Region has, by name. They are owned by Amazon. */
export const documents: ReadonlyMap<string, Document> = new Map(
  [runPatchBaselineDocument, runShellScriptDocument].map((document) => [document.name, document]),
);

/**
 * @param name also as an ARN
 * @param version a number, or `$DEFAULT` or `$LATEST`
 * @throws WireError InvalidDocument, InvalidDocumentVersion
 */
export function findDocument(name: string, version?: string): Document {
  const bare = name.replace(/^arn:aws:ssm:[^:]*:[^:]*:document\//, '');
  const document = documents.get(bare);
  if (document === undefined) throw invalidDocument(`Document with name ${bare} does not exist.`);
  if (version !== undefined && !['$DEFAULT', '$LATEST', document.documentVersion].includes(version))
    throw invalidDocumentVersion(`Document ${bare} has no version ${version}.`);
  return document;
}

/** Documents of AWS belong to no account: `arn:aws:ssm:us-east-1::document/AWS-RunShellScript` */
export const documentArn = (region: string, name: string): string => `arn:aws:ssm:${region}::document/${name}`;
