import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WireError } from '../../../errors.ts';
import { type Outside, servicePrincipal } from '../../../service.ts';
import { unpack } from '../archive.ts';
import { functionNotFound, roleCannotBeAssumed } from '../errors.ts';
import { functionArn, sessionName } from '../function-name.ts';
import { codeOf, type FunctionRow, findFunction } from '../rows.ts';
import type { RuntimeProcess } from './process.ts';
import type { Surroundings } from './variables.ts';

/** A process that has become a function: Lambda's execution environment. It serves one invocation at a time. */
export interface Environment {
  readonly row: FunctionRow;
  readonly process: RuntimeProcess;
  readonly surroundings: Surroundings;
  /** when its credentials expire, in milliseconds since epoch of the Region's clock */
  readonly expires: number;
  /** when its handler was loaded, in milliseconds of real time; undefined before */
  readyAt?: number;
}

export const lambdaPrincipal = servicePrincipal('lambda.amazonaws.com');

/** Where a Region keeps the code of its functions, a folder a revision. */
export const codeFolder = (outside: Outside, ...path: string[]): string => join(outside.dataDir, 'lambda', ...path);

/** What is read in one transaction of the function that a new environment is for. @throws WireError ResourceNotFoundException */
export function readFunction(outside: Outside, name: string) {
  return outside.transaction(lambdaPrincipal, ({ db, hex, now }) => {
    const row = findFunction(db, name);
    const code = row && codeOf(db, row.revision);
    if (!row || !code) throw functionNotFound(functionArn(outside, name));
    const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
    return { row, code, logStream: `${day}/[$LATEST]${hex(32)}` };
  });
}

/**
 * Puts a function's code on disk and becomes its role.
 * @throws WireError AccessDeniedException
 */
export async function prepare(
  outside: Outside,
  { row, code, logStream }: ReturnType<typeof readFunction>,
): Promise<Omit<Environment, 'process'>> {
  const taskRoot = await provideCode(codeFolder(outside, row.revision), code);
  const { expires, ...credentials } = credentialsOf(outside, row);
  const { region, endpoint } = outside;
  return { row, surroundings: { region, endpoint, taskRoot, logStream, credentials }, expires };
}

const unpacking = new Map<string, Promise<void>>();

/** Several environments of one revision may start together; its code is unpacked once. */
async function provideCode(folder: string, code: Uint8Array): Promise<string> {
  if (!existsSync(folder)) {
    const work = unpacking.get(folder) ?? unpack(code, folder).finally(() => unpacking.delete(folder));
    unpacking.set(folder, work);
    await work;
  }
  return folder;
}

/** In a transaction: an effect's call would be answered, when it is repeated, with credentials that have expired. */
function credentialsOf(outside: Outside, row: FunctionRow) {
  const request = { RoleArn: row.configuration.role, RoleSessionName: sessionName(row.name) };
  try {
    const { Credentials } = outside.transaction(lambdaPrincipal, (context) =>
      context.call('sts', 'AssumeRole', request),
    );
    return {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
      expires: Credentials!.Expiration!.getTime(),
    };
  } catch (error) {
    if (error instanceof WireError && error.code === 'AccessDenied') throw roleCannotBeAssumed();
    throw error;
  }
}
