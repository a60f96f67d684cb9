import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { defineCommand } from 'citty';
import { cacheDir, dataDirOf } from '../../aws/data-dir.ts';
import { destroyMachines } from '../../region/host.ts';
import { Failure } from '../failure.ts';
import { stopRunning } from '../region-process.ts';

export default defineCommand({
  meta: {
    name: 'reset',
    description: 'Remove the Region on this machine: its machines with their disks, and all that it remembers.',
  },
  args: {
    data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
    images: { type: 'boolean', description: 'Remove the built images too, which every Region shares', default: false },
    yes: { type: 'boolean', description: 'Do not ask', default: false },
  },
  async run({ args }) {
    const dataDir = dataDirOf(args.data);
    if (!args.yes) await confirm(`Remove the Region in ${dataDir}, its machines and all that it remembers?`);
    await stopRunning(dataDir);
    const count = await destroyMachines(dataDir, cacheDir());
    await rm(dataDir, { recursive: true, force: true });
    if (args.images) await rm(cacheDir(), { recursive: true, force: true });
    console.log(`Removed ${dataDir} and ${count} ${count === 1 ? 'machine' : 'machines'}.`);
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
