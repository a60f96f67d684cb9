import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepFile, readKept } from './kept-file.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** In the data directory, in the form of the AWS CLI's shared credentials file, so that any AWS client can be handed it. */
export const credentialsFile = (dataDir: string): string => join(dataDir, 'credentials');

/**
 * The root credentials of a Region: those that are given, else those of its first start. Kept in a file that only its
 * owner may read.
 * @throws Error when the file is there but holds no credentials
 */
export function rootCredentials(dataDir: string, given?: Credentials): Credentials {
  const file = credentialsFile(dataDir);
  const kept = given ?? read(file);
  const credentials = kept ?? {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  keepFile(file, format(credentials));
  return credentials;
}

function read(file: string): Credentials | undefined {
  const text = readKept(file);
  if (text === undefined) return undefined;
  const accessKeyId = /^aws_access_key_id\s*=\s*(\S+)$/m.exec(text)?.[1];
  const secretAccessKey = /^aws_secret_access_key\s*=\s*(\S+)$/m.exec(text)?.[1];
  if (!accessKeyId || !secretAccessKey)
    throw new Error(`${file} holds no access key. Remove it, and new credentials are made at the next start.`);
  return { accessKeyId, secretAccessKey };
}

function format({ accessKeyId, secretAccessKey }: Credentials): string {
  return `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}
