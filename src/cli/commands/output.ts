import { outputOf } from '../../operator/commands/output.ts';
import { clientsOf, connectionArguments } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { commandOutputText } from '../command-output-text.ts';
import { idOf } from '../ids.ts';
import { commandOutput } from '../json/command-output.ts';
import { printJson } from '../print.ts';

export default defineCommand({
  meta: {
    name: 'output',
    description: 'Show what a command printed on each of its instances, standard output and standard error apart.',
    details: [
      'Systems Manager keeps the first 24,000 characters of standard output and 8,000 of standard error, for 30 days.',
    ],
  },
  args: {
    command: { type: 'positional', required: true, description: 'The id of the command', valueHint: 'COMMAND-ID' },
    instance: { type: 'string', description: 'Only of this instance', valueHint: 'i-…' },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    {
      line: `wakepatch output ${exampleIds.command}`,
      does: 'All of it. `wakepatch why` names the command of an instance.',
    },
    {
      line: `wakepatch output ${exampleIds.command} --instance ${exampleIds.instance} --json | jq -r ".instances[].steps[].stderr"`,
      does: 'What went to standard error on one instance.',
    },
  ],
  json: { form: 'document', shape: commandOutput },
  async run({ args }) {
    const commandId = idOf('command', args.command);
    const instanceId = args.instance === undefined ? undefined : idOf('instance', args.instance);
    const output = await outputOf(await clientsOf(args), commandId, instanceId);
    if (args.json) return printJson(output);
    console.log(commandOutputText(output));
  },
});
