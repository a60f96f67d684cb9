import { arn, type Place } from '../../../arn.ts';
import type { Database } from '../../../store/database.ts';
import { invalidDocument, invalidDocumentVersion } from '../errors.ts';
import type { Document } from './document.ts';
import { ownDocument } from './own-document.ts';
import { findOwnDocument, findVersion, type OwnDocument } from './rows.ts';
import { runPatchBaselineDocument } from './run-patch-baseline.ts';
import { runShellScriptDocument } from './run-shell-script.ts';

/** The Command documents of AWS that the Region has, by name. They are owned by Amazon. */
export const amazonDocuments: ReadonlyMap<string, Document> = new Map(
  [runPatchBaselineDocument, runShellScriptDocument].map((document) => [document.name, document]),
);

/** Names that AWS keeps to itself (API page of CreateDocument). */
export const isReserved = (name: string): boolean =>
  /^(aws|amazon|amzn|AWSEC2|AWSConfigRemediation|AWSSupport)/i.test(name);

/** Documents of AWS belong to no account: `arn:aws:ssm:us-east-1::document/AWS-RunShellScript` */
export function documentArn(place: Place, name: string): string {
  if (name.startsWith('arn:')) return name;
  return isReserved(name) ? `arn:aws:ssm:${place.region}::document/${name}` : arn(place, 'ssm', `document/${name}`);
}

/** The name of a document that is named by it or by its ARN. */
export const bareName = (name: string): string => name.replace(/^arn:aws:ssm:[^:]*:[^:]*:document\//, '');

/**
 * @param name also as an ARN
 * @param version a number, or `$DEFAULT` or `$LATEST`; default: `$DEFAULT`
 * @throws WireError InvalidDocument, InvalidDocumentVersion
 */
export function findDocument(place: Place & { db: Database }, name: string, version = '$DEFAULT'): Document {
  const bare = bareName(name);
  const amazon = amazonDocuments.get(bare);
  const known = amazon === undefined ? findOwnDocument(place.db, bare) : undefined;
  if ((amazon ?? known) === undefined || documentArn(place, bare) !== documentArn(place, name))
    throw invalidDocument(`Document with name ${bare} does not exist.`);
  if (known === undefined) return versionOfAmazon(amazon!, version);
  const found = findVersion(place.db, bare, numberOf(known, version));
  if (found === undefined) throw invalidDocumentVersion(`Document ${bare} has no version ${version}.`);
  return ownDocument(found, { document: known, version: found });
}

function versionOfAmazon(document: Document, version: string): Document {
  if (['$DEFAULT', '$LATEST', document.documentVersion].includes(version)) return document;
  throw invalidDocumentVersion(`Document ${document.name} has no version ${version}.`);
}

function numberOf({ defaultVersion, latestVersion }: OwnDocument, version: string): number {
  if (version === '$DEFAULT') return defaultVersion;
  return version === '$LATEST' ? latestVersion : Number(version);
}
