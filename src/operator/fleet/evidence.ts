/** The evidence of a fleet's runs, in the bucket that outlives the stack: `runs/<day>/<execution>/…`. */
import { type ListObjectsV2CommandOutput, NoSuchKey, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Clients } from '../../aws/clients.ts';

/** An object's text; undefined where there is none. */
export async function readEvidence({ s3 }: Clients, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.getObject({ Bucket, Key });
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The objects whose keys begin with a prefix, in the order of their keys. */
export async function objectsIn(
  clients: Clients,
  bucket: string,
  prefix: string,
): Promise<{ key: string; etag: string }[]> {
  return (await pages(clients, bucket, prefix)).flatMap(({ Contents = [] }) =>
    Contents.map(({ Key: key = '', ETag: etag = '' }) => ({ key, etag })),
  );
}

/** The folders right below one, such as `runs/2026-01-31/`, in order. */
export async function foldersIn(clients: Clients, bucket: string, folder: string): Promise<string[]> {
  const found = await pages(clients, bucket, folder, '/');
  return found.flatMap(({ CommonPrefixes = [] }) => CommonPrefixes.map(({ Prefix = '' }) => Prefix));
}

async function pages({ s3: client }: Clients, Bucket: string, Prefix: string, Delimiter?: string) {
  const found: ListObjectsV2CommandOutput[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix, Delimiter })) found.push(page);
  return found;
}
