import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A token that nobody guesses: 256 bits.
 * @param file where it is kept, for its owner alone, so that an address goes on to work; default: it is kept nowhere
 */
export function consoleToken(file?: string): string {
  const kept = file === undefined ? undefined : readToken(file);
  if (kept) return kept;
  const token = randomBytes(32).toString('base64url');
  if (file !== undefined) writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
