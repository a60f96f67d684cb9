import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { defineCommand } from 'citty';
import { cacheDir, dataDirOf, regionEntries } from '../../aws/data-dir.ts';
import { Failure } from '../../operator/failure.ts';
import { destroyMachines } from '../../region/host.ts';
import { stopRunning } from '../region-process.ts';

export default defineCommand({
  meta: {
    name: 'reset',
    description: 'Remove the Region on this machine: its machines with their disks, and all that it remembers.',
  },
  args: {
    data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
    yes: { type: 'boolean', description: 'Do not ask', default: false },
  },
  async run({ args }) {
    const dataDir = dataDirOf(args.data);
    if (!existsSync(join(dataDir, 'region.sqlite')))
      throw new Failure(`${dataDir} holds no Region: nothing was removed. Name the right directory with --data.`);
    if (!args.yes) await confirm(`Remove the Region in ${dataDir}, its machines and all that it remembers?`);
    await stopRunning(dataDir);
    const count = await destroyMachines(dataDir, cacheDir());
    for (const entry of regionEntries) await rm(join(dataDir, entry), { recursive: true, force: true });
    if ((await readdir(dataDir)).length === 0) await rmdir(dataDir);
    console.log(`Removed the Region in ${dataDir} and ${count} ${count === 1 ? 'machine' : 'machines'}.`);
  },
});

/** @throws Failure unless a person says yes */
async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Failure(`${question} There is no terminal to ask at: say --yes.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer)) throw new Failure('Nothing was removed.');
}
