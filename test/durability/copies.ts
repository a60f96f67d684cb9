/** What a Region has on disk at each moment that a power cut could leave it in. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';

export interface Copies {
  /** Copies from now on, at each commit. */
  begin(): void;
  /** @returns the copies: data directories of their own */
  end(): string[];
}

/**
 * The database changes with commits only, and simulated machines in between. So there is a copy of each commit with the
 * machines as they were right after it, and if they changed another one with the machines as they were right before the next.
 * To be called before the Region is opened.
 * @param to an empty folder
 */
export function copiesOf(t: TestContext, dataDir: string, to: string): Copies {
  const copies: string[] = [];
  let copying = false;
  let last: { database: string; machines: string } | undefined;

  const disks = () =>
    readdirSync(join(dataDir, 'machines'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${name}: ${readFileSync(join(parentPath, name), 'utf8')}`)
      .join();
  /** @returns where the database of the copy belongs */
  const add = (what: string): string => {
    const folder = join(to, `${copies.length} ${what}`);
    mkdirSync(folder);
    for (const name of ['machines', 'credentials'])
      cpSync(join(dataDir, name), join(folder, name), { recursive: true });
    copies.push(folder);
    return join(folder, 'region.sqlite');
  };
  const committed = (connection: DatabaseSync) => {
    const machines = disks();
    if (last && last.machines !== machines) cpSync(last.database, add('before the next commit'));
    last = { database: add('after a commit'), machines };
    connection.exec(`VACUUM INTO '${last.database}'`);
  };

  const { prepare } = DatabaseSync.prototype;
  t.mock.method(DatabaseSync.prototype, 'prepare', function (this: DatabaseSync, sql: string) {
    const statement = prepare.call(this, sql);
    if (sql !== 'COMMIT') return statement;
    const run = statement.run.bind(statement);
    statement.run = () => {
      const result = run();
      if (copying) committed(this);
      return result;
    };
    return statement;
  });
  return {
    begin: () => {
      copying = true;
    },
    end: () => {
      copying = false;
      return copies;
    },
  };
}
