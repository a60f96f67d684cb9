import type { DocumentDescription, DocumentIdentifier } from '@aws-sdk/client-ssm';
import { type Document, hashOf } from './document.ts';

export function identify(document: Document): DocumentIdentifier {
  return {
    Name: document.name,
    Owner: 'Amazon',
    PlatformTypes: [...document.platformTypes],
    DocumentVersion: document.documentVersion,
    DocumentType: 'Command',
    SchemaVersion: document.schemaVersion,
    DocumentFormat: 'JSON',
    Tags: [],
  };
}

export function describeDocument(document: Document): DocumentDescription {
  return {
    ...identify(document),
    Status: 'Active',
    Description: document.description,
    Hash: hashOf(document),
    HashType: 'Sha256',
    LatestVersion: document.documentVersion,
    DefaultVersion: document.documentVersion,
    Parameters: Object.entries(document.parameters).map(([Name, { type, description, default: value }]) => ({
      Name,
      Type: type,
      Description: description,
      ...(value !== undefined && { DefaultValue: typeof value === 'string' ? value : JSON.stringify(value) }),
    })),
  };
}
