import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, dataDirOf, regionEntries } from '../../aws/data-dir.ts';
import { Failure } from '../../operator/failure.ts';
import { destroyMachines } from '../../region/host.ts';
import { dataArgument } from '../arguments.ts';
import { defineCommand, jsonArgument, yesArgument } from '../command.ts';
import { consent } from '../consent.ts';
import { resetOutput } from '../json/region.ts';
import { printJson } from '../print.ts';
import { stopRunning } from '../region-process.ts';

export default defineCommand({
  meta: {
    name: 'reset',
    description: 'Remove the Region on this machine: its machines with their disks, and all that it remembers.',
  },
  args: { ...dataArgument, ...yesArgument, ...jsonArgument },
  examples: [
    { line: 'wakepatch reset', does: 'Asks, then removes the Region with all its machines.' },
    { line: 'wakepatch reset --yes', does: 'The same for a script.' },
  ],
  json: { form: 'document', shape: resetOutput },
  async run({ args }) {
    const data = dataDirOf(args.data);
    if (!existsSync(join(data, 'region.sqlite')))
      throw new Failure(`${data} holds no Region: nothing was removed. Name the right directory with --data.`);
    if (!args.yes)
      await consent(`Remove the Region in ${data}, its machines and all that it remembers?`, 'Nothing was removed.');
    await stopRunning(data);
    const machines = await destroyMachines(data, cacheDir());
    for (const entry of regionEntries) await rm(join(data, entry), { recursive: true, force: true });
    if ((await readdir(data)).length === 0) await rmdir(data);
    if (args.json) return printJson({ data, machines });
    console.log(`Removed the Region in ${data} and ${machines} ${machines === 1 ? 'machine' : 'machines'}.`);
  },
});
