import { dataDirOf } from '../../aws/data-dir.ts';
import { Failure } from '../../operator/failure.ts';
import { dataArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { patchDemoMachine } from '../demo/patch-demo-machine.ts';
import { openDemoRegion } from '../demo/region.ts';
import { resultText } from '../demo/result-text.ts';
import { endAs } from '../exit-codes.ts';
import { demoOutput } from '../json/demo.ts';
import { portOf } from '../numbers.ts';
import { printJson } from '../print.ts';
import { consoleProgress } from '../progress.ts';

export default defineCommand({
  meta: {
    name: 'demo',
    description:
      'Carry out the whole pattern on this machine: deploy, open the window, patch a sleeping machine, prove it.',
  },
  args: {
    ...dataArgument,
    machines: {
      type: 'enum',
      options: ['container', 'vm', 'simulated'],
      description: 'What its instances are; default: the best there is',
    },
    port: {
      type: 'string',
      description: 'The port of the Region; default: 4566, or a free one where that is in use',
      valueHint: 'PORT',
    },
    fresh: { type: 'boolean', description: 'Deploy anew, with a machine that was never patched', default: false },
    ...jsonArgument,
  },
  examples: [
    { line: 'wakepatch demo', does: 'With the best machines there are; a container takes some three minutes.' },
    { line: 'wakepatch demo --fresh', does: 'Once more, with a machine that was never patched.' },
    { line: 'wakepatch demo --machines simulated', does: 'In seconds, with a machine that is only a package list.' },
  ],
  json: { form: 'document', shape: demoOutput },
  async run({ args }) {
    if (args.port !== undefined) portOf('--port', args.port);
    const progress = consoleProgress(args.json ? process.stderr : process.stdout);
    const dataDir = dataDirOf(args.data);
    const interruption = new AbortController();
    process.once('SIGINT', () =>
      interruption.abort(
        new Failure('Interrupted. The machine was stopped; run it again and it goes on.', 'interrupted'),
      ),
    );
    process.once('SIGTERM', () => interruption.abort(new Failure('Told to stop. The machine was stopped.')));

    progress.heading('A Region on this machine');
    const region = await openDemoRegion(dataDir, args, progress);
    try {
      const result = await patchDemoMachine(region, progress, { fresh: args.fresh, signal: interruption.signal });
      if (args.json) printJson(result);
      else console.log(`\n${resultText(result)}`);
      if (!args.json) lookFurther(dataDir, args.data !== undefined);
      if (!result.done) endAs('unwell');
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
