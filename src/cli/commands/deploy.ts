import { readFile } from 'node:fs/promises';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../../operator/failure.ts';
import { discard, execute, outputsOf, type Planned, plan } from '../../operator/stack.ts';
import { templateSource } from '../../operator/template-source.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { changesText, eventText } from '../changes-text.ts';
import { defineCommand, jsonArgument, yesArgument } from '../command.ts';
import { consent } from '../consent.ts';
import { untilInterrupted } from '../interruption.ts';
import { type DeployEvent, deployEvent } from '../json/deploy.ts';
import { fleetTemplate, ownTemplate } from '../own-template.ts';
import { printJsonLine } from '../print.ts';
import { consoleProgress } from '../progress.ts';

const tell = (event: DeployEvent) => printJsonLine(event);

export default defineCommand({
  meta: {
    name: 'deploy',
    description: 'Deploy the maintenance window, its workflow, functions and roles: one CloudFormation stack.',
    details: [
      'It shows what will change, asks, and then shows the events as they come. Where there is no terminal to ask at, nothing is changed unless --yes is said.',
      'A parameter that is not named keeps the value that it has, or gets its default in a new stack.',
    ],
  },
  args: {
    stack: {
      ...stackArgument.stack,
      description: 'The name of the stack; default: wakepatch, or wakepatch-fleet',
      default: undefined,
    },
    fleet: { type: 'boolean', description: 'The product for whole fleets', default: false },
    parameters: {
      type: 'string',
      description: "The template's parameters, such as CreateDemoInstance=false,TargetTagKey=Patch,TargetTagValue=yes",
      valueHint: 'NAME=VALUE,…',
      default: '',
    },
    'dry-run': { type: 'boolean', description: 'Show what would change, and change no stack', default: false },
    ...yesArgument,
    template: { type: 'string', description: 'Another template file', valueHint: 'FILE' },
    bucket: {
      type: 'string',
      description: 'The bucket for a template that is too large for a request; default: one that is made for it',
      valueHint: 'NAME',
    },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch deploy', does: 'The pattern with a demo instance.' },
    {
      line: 'wakepatch deploy --fleet --parameters "TargetTagKey=PatchWhen,TargetTagValue=asleep,Schedule=cron(0 2 ? * SUN *)"',
      does: 'A fleet: every instance with the tag PatchWhen=asleep, on Sundays at two.',
    },
    {
      line: 'wakepatch deploy --fleet --parameters "ScheduleTimezone=Europe/Berlin" --dry-run',
      does: 'What that would change in the stack that stands.',
    },
    { line: 'wakepatch deploy --fleet --yes --json', does: 'For a pipeline: nobody is asked, and each line is JSON.' },
  ],
  json: { form: 'lines', shape: deployEvent },
  async run({ args }) {
    if (args.fleet && args.template)
      throw new Failure('--fleet names a template, and so does --template. Give one.', 'usage');
    if (args.yes && args['dry-run'])
      throw new Failure('--dry-run changes nothing, so there is nothing to say --yes to. Give one.', 'usage');
    const stackName = stackNameOf(args.stack ?? (args.fleet ? 'wakepatch-fleet' : 'wakepatch'));
    const text = await readTemplate(args.template ?? (args.fleet ? fleetTemplate : ownTemplate));
    const parameters = parametersOf(args.parameters);
    const clients = await clientsOf(args);
    const template = await templateSource(clients, text, { bucket: args.bucket, tell: console.error });
    const planned = await plan(clients, { stackName, template, parameters });
    if (args.json) tell({ event: 'changes', stack: stackName, changes: planned?.changes ?? [] });
    else console.log(planned ? changesText(stackName, planned) : unchanged(stackName));
    if (planned) {
      if (args['dry-run']) return discard(clients, stackName, planned);
      if (!args.yes) await askFor(clients, stackName, planned);
      await carryOut(clients, stackName, planned, args.json);
    }
    if (args['dry-run']) return;
    const outputs = await outputsOf(clients, stackName);
    if (args.json) return tell({ event: 'outputs', outputs: { ...outputs } });
    for (const [name, value] of Object.entries(outputs)) console.log(`${name}: ${value}`);
  },
});

const unchanged = (stackName: string) => `The stack ${stackName} stands as the template says: nothing to change.`;

/** Without consent nothing is left behind that somebody could execute by mistake. */
async function askFor(clients: Clients, stackName: string, planned: Planned): Promise<void> {
  try {
    await consent(`Make these changes to the stack ${stackName}?`, `The stack ${stackName} was not changed.`);
  } catch (error) {
    await discard(clients, stackName, planned);
    throw error;
  }
}

async function carryOut(clients: Clients, stackName: string, { id }: Planned, json: boolean): Promise<void> {
  const follow = (onEvent: (event: StackEvent) => void) =>
    untilInterrupted(
      (signal) => execute(clients, stackName, id, onEvent, signal),
      () => `No longer following; the stack ${stackName} goes on changing. 'wakepatch console' shows its events.`,
    );
  if (json) return follow((event) => tell(eventOf(event)));
  const progress = consoleProgress();
  await progress.during('deploying', () => follow((event) => progress.step(eventText(event))));
}

function eventOf(event: StackEvent): DeployEvent {
  return {
    event: 'resource',
    time: event.Timestamp?.toISOString() ?? '',
    status: event.ResourceStatus ?? '',
    resource: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    reason: event.ResourceStatusReason,
  };
}

/** Source: CloudFormation API Reference, "CreateChangeSet", StackName. */
function stackNameOf(name: string): string {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw new Failure(
    `--stack ${name} is no name of a stack. Give letters, digits and hyphens, a letter first, 128 at most.`,
    'usage',
  );
}

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(
      `The template ${file} cannot be read (${(error as Error).message}). Give another with --template.`,
      'usage',
    );
  }
}

/** `A=1,B=2`: a comma parts two parameters only where a name and a = follow, so a value may hold one. */
function parametersOf(text: string): Record<string, string> {
  const pairs = text.split(/,(?=\w+=)/).filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined) throw new Failure(`'${pair}' is no parameter. Write NAME=VALUE.`, 'usage');
      return [name, value ?? ''];
    }),
  );
}
