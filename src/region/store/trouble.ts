/** What is wrong with the database, in one sentence on the cause and one on the way out. Nothing of it was changed. */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble';
}

const damage = (file: string, why: string) =>
  `${file} is damaged (${why}). It was left as it is: restore it from a copy, or begin anew with 'wakepatch reset'.`;

export const damaged = (file: string, why: string): StoreTrouble => new StoreTrouble(damage(file, why));

/** SQLite's primary result code -> what it says to people. Source: "Result and Error Codes" of the SQLite documentation. */
const sentences: Readonly<Record<number, (file: string, why: string) => string>> = {
  /** SQLITE_BUSY */
  5: (file) =>
    `Another Region has ${file} open. Stop it with 'wakepatch down', or give this one a data directory of its own with --data.`,
  /** SQLITE_READONLY */
  8: (file, why) =>
    `${file} cannot be written (${why}). Give its owner the right to, or name another directory with --data.`,
  /** SQLITE_IOERR */
  10: (file, why) =>
    `${file} could not be read or written (${why}). Look after its disk: what was under way goes on when that is well again.`,
  /** SQLITE_CORRUPT */
  11: damage,
  /** SQLITE_FULL */
  13: (file) =>
    `There is no room left for ${file}: its disk is full. Nothing was lost: make room, and what was under way goes on by itself.`,
  /** SQLITE_CANTOPEN */
  14: (file, why) =>
    `${file} cannot be opened (${why}). Look at its permissions, or name another directory with --data.`,
  /** SQLITE_NOTADB */
  26: damage,
};

/** Does something with the database. @throws StoreTrouble instead of what SQLite says of its file */
export function speaking<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { errcode = 0, message } = error as { errcode?: number; message: string };
    const sentence = sentences[errcode & 0xff];
    throw sentence ? new StoreTrouble(sentence(file, message), { cause: error }) : error;
  }
}

/** For the operator: trouble speaks for itself, anything else is a fault whose place is of interest. */
export function reasonOf(error: unknown): string {
  const { message, stack } = error as Error;
  return error instanceof StoreTrouble ? message : (stack ?? message);
}
