import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { Failure } from '../failure.ts';
import { ownTemplate } from '../own-template.ts';
import { consoleProgress } from '../progress.ts';
import { eventLine, execute, outputsOf, plan } from '../stack.ts';

export default defineCommand({
  meta: {
    name: 'deploy',
    description: 'Deploy the maintenance window, its workflow, functions and roles: one CloudFormation stack.',
  },
  args: {
    ...connectionArguments,
    ...stackArgument,
    template: { type: 'string', description: 'Another template file', valueHint: 'FILE' },
    parameters: {
      type: 'string',
      description: "The template's parameters, e.g. CreateDemoInstance=false,TargetTagKey=Patch,TargetTagValue=yes",
      valueHint: 'NAME=VALUE,…',
      default: '',
    },
    'dry-run': { type: 'boolean', description: 'Show what would change, and change nothing', default: false },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const template = await readTemplate(args.template ?? ownTemplate);
    const parameters = parametersOf(args.parameters);
    const planned = await plan(clients, { stackName: args.stack, template, parameters });
    if (!planned) console.log(`The stack ${args.stack} stands as the template says: nothing to change.`);
    else {
      console.log(planned.changes.map((change) => `  ${change}`).join('\n'));
      if (args['dry-run']) {
        await clients.cloudformation.deleteChangeSet({ ChangeSetName: planned.id });
        return;
      }
      const progress = consoleProgress();
      await execute(clients, args.stack, planned.id, (event) => progress.step(eventLine(event)));
    }
    for (const [name, value] of Object.entries(await outputsOf(clients, args.stack))) console.log(`${name}: ${value}`);
  },
});

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(
      `The template ${file} cannot be read (${(error as Error).message}). Give another with --template.`,
    );
  }
}

/** `A=1,B=2`: a comma parts two parameters only where a name and a = follow, so a value may hold one. */
function parametersOf(text: string): Record<string, string> {
  const pairs = text.split(/,(?=\w+=)/).filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined) throw new Failure(`'${pair}' is no parameter. Write NAME=VALUE.`);
      return [name, value ?? ''];
    }),
  );
}
