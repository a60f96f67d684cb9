import type { DocumentDescription, DocumentIdentifier } from '@aws-sdk/client-ssm';
import type { Context } from '../../../service.ts';
import { tagsOfResource } from '../tags/rows.ts';
import { type Document, hashOf } from './document.ts';

export function identify(document: Document, { db, account }: Context): DocumentIdentifier {
  const { own, source } = document;
  return {
    Name: document.name,
    Owner: own === undefined ? 'Amazon' : account,
    PlatformTypes: [...document.platformTypes],
    DocumentVersion: document.documentVersion,
    DocumentType: 'Command',
    SchemaVersion: document.schemaVersion,
    DocumentFormat: source.format,
    Tags: own === undefined ? [] : tagsOfResource(db, 'Document', document.name),
    ...(own && {
      CreatedDate: new Date(own.version.createdAt),
      VersionName: own.version.versionName ?? undefined,
      DisplayName: own.version.displayName ?? undefined,
      TargetType: own.version.targetType ?? undefined,
    }),
  };
}

export function describeDocument(document: Document, context: Context): DocumentDescription {
  const { own } = document;
  return {
    ...identify(document, context),
    Status: 'Active',
    Description: document.description,
    Hash: hashOf(document),
    HashType: 'Sha256',
    LatestVersion: String(own?.document.latestVersion ?? document.documentVersion),
    DefaultVersion: String(own?.document.defaultVersion ?? document.documentVersion),
    Parameters: Object.entries(document.parameters).map(([Name, { type, description, default: value }]) => ({
      Name,
      // DocumentParameterType has these two; the others are texts of a certain form.
      Type: type === 'StringList' ? 'StringList' : 'String',
      Description: description,
      ...(value !== undefined && { DefaultValue: typeof value === 'string' ? value : JSON.stringify(value) }),
    })),
  };
}
