import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
export async function rootCredentials(dataDir: string, given?: Credentials): Promise<Credentials> {
  const file = credentialsFile(dataDir);
  const kept = given ?? (await read(file));
  const credentials = kept ?? {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  await writeFile(file, format(credentials), { mode: 0o600 });
  return credentials;
}

async function read(file: string): Promise<Credentials | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
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
