import { defineCommand } from 'citty';
import { dataDirOf } from '../../aws/data-dir.ts';
import { Failure } from '../../operator/failure.ts';
import { patchDemoMachine } from '../demo/patch-demo-machine.ts';
import { openDemoRegion } from '../demo/region.ts';
import { consoleProgress } from '../progress.ts';

export default defineCommand({
  meta: {
    name: 'demo',
    description:
      'Carry out the whole pattern on this machine: deploy, open the window, patch a sleeping machine, prove it.',
  },
  args: {
    data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
    machines: {
      type: 'enum',
      options: ['container', 'vm', 'simulated'],
      description: 'What its instances are; default: the best there is',
    },
    port: { type: 'string', description: 'The port of the Region; default: 4566, or a free one where that is in use' },
    fresh: { type: 'boolean', description: 'Deploy anew, with a machine that was never patched', default: false },
  },
  async run({ args }) {
    const progress = consoleProgress();
    const dataDir = dataDirOf(args.data);
    const interruption = new AbortController();
    process.once('SIGINT', () =>
      interruption.abort(new Failure('Interrupted. The machine was stopped; run it again and it goes on.')),
    );
    process.once('SIGTERM', () => interruption.abort(new Failure('Told to stop. The machine was stopped.')));

    progress.heading('A Region on this machine');
    const region = await openDemoRegion(dataDir, args, progress);
    try {
      const done = await patchDemoMachine(region, progress, { fresh: args.fresh, signal: interruption.signal });
      lookFurther(dataDir, args.data !== undefined);
      if (!done) process.exitCode = 1;
    } finally {
      await region.close();
    }
  },
});

function lookFurther(dataDir: string, isNamed: boolean): void {
  const data = isNamed ? ` --data ${dataDir}` : '';
  const hints = [
    [`bin/wakepatch up${data}`, 'starts this Region again: it remembers all of the above'],
    [`bin/wakepatch status --stack wakepatch-demo${data}`, 'how things stand'],
    [`bin/wakepatch report --stack wakepatch-demo${data}`, 'what the last run came to'],
    [`npm start -- --fresh${data}`, 'once more, with a machine that was never patched'],
  ];
  const width = Math.max(...hints.map(([command = '']) => command.length));
  const lines = hints.map(([command = '', what]) => `  ${command.padEnd(width)}  ${what}`);
  console.log(`\nLook further:\n${lines.join('\n')}\nThe README walks through the same with the AWS CLI.`);
}
