import { release } from '../../operator/fleet/hold-one.ts';
import { clientsOf, connectionArguments } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { idOf } from '../ids.ts';
import { releaseOutput } from '../json/hold.ts';
import { printJson } from '../print.ts';

export default defineCommand({
  meta: {
    name: 'release',
    description: 'Release an instance that is held: runs take it again.',
    details: ['An instance that is on because it was held stays on: stop it yourself when you are done.'],
  },
  args: {
    instance: { type: 'positional', required: true, description: 'The id of the instance', valueHint: 'INSTANCE' },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [{ line: `wakepatch release ${exampleIds.instance}`, does: 'The next run takes it as any other.' }],
  json: { form: 'document', shape: releaseOutput },
  async run({ args }) {
    const id = idOf('instance', args.instance);
    const was = await release(await clientsOf(args), id);
    if (args.json) return printJson({ instanceId: id, released: was !== undefined, was });
    console.log(
      was === undefined
        ? `${id} was not held. 'wakepatch why ${id}' tells what is done with it.`
        : `${id} is released: runs take it again.`,
    );
  },
});
