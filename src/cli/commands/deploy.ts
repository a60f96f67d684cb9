import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { Failure } from '../../operator/failure.ts';
import { eventLine, execute, outputsOf, plan } from '../../operator/stack.ts';
import { templateSource } from '../../operator/template-source.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { fleetTemplate, ownTemplate } from '../own-template.ts';
import { consoleProgress } from '../progress.ts';

export default defineCommand({
  meta: {
    name: 'deploy',
    description: 'Deploy the maintenance window, its workflow, functions and roles: one CloudFormation stack.',
  },
  args: {
    ...connectionArguments,
    stack: {
      ...stackArgument.stack,
      description: 'The name of the stack; default: wakepatch, or wakepatch-fleet',
      default: undefined,
    },
    fleet: { type: 'boolean', description: 'The product for whole fleets', default: false },
    template: { type: 'string', description: 'Another template file', valueHint: 'FILE' },
    bucket: {
      type: 'string',
      description: 'The bucket for a template that is too large for a request; default: one that is made for it',
      valueHint: 'NAME',
    },
    parameters: {
      type: 'string',
      description: "The template's parameters, e.g. CreateDemoInstance=false,TargetTagKey=Patch,TargetTagValue=yes",
      valueHint: 'NAME=VALUE,…',
      default: '',
    },
    'dry-run': { type: 'boolean', description: 'Show what would change, and change no stack', default: false },
  },
  async run({ args }) {
    if (args.fleet && args.template) throw new Failure('--fleet names a template, and so does --template. Give one.');
    const stackName = args.stack ?? (args.fleet ? 'wakepatch-fleet' : 'wakepatch');
    const text = await readTemplate(args.template ?? (args.fleet ? fleetTemplate : ownTemplate));
    const parameters = parametersOf(args.parameters);
    const clients = clientsOf(args);
    const template = await templateSource(clients, text, { bucket: args.bucket, tell: console.error });
    const planned = await plan(clients, { stackName, template, parameters });
    if (!planned) console.log(`The stack ${stackName} stands as the template says: nothing to change.`);
    else {
      console.log(planned.changes.map((change) => `  ${change}`).join('\n'));
      if (args['dry-run']) {
        await clients.cloudformation.deleteChangeSet({ ChangeSetName: planned.id });
        return;
      }
      const progress = consoleProgress();
      await execute(clients, stackName, planned.id, (event) => progress.step(eventLine(event)));
    }
    for (const [name, value] of Object.entries(await outputsOf(clients, stackName))) console.log(`${name}: ${value}`);
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
