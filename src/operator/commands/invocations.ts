/** A command on its machines: what it has come to on each, and what its steps printed. */
import { type Command, type CommandInvocation, paginateListCommandInvocations } from '@aws-sdk/client-ssm';
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../failure.ts';

/** @throws Failure for a command that there is not (any more) */
export async function findCommand({ ssm }: Clients, commandId: string): Promise<Command> {
  const { Commands: [command] = [] } = await ssm.listCommands({ CommandId: commandId });
  if (command) return command;
  throw new Failure(
    `There is no command ${commandId} (any more: Systems Manager forgets commands after 30 days). The evidence of a fleet’s run is kept for longer.`,
  );
}

export interface Invocations {
  readonly invocations: readonly CommandInvocation[];
  /** whether there are more */
  readonly isCut: boolean;
}

/** @param most a command by tags may have thousands of machines */
export async function invocationsOf({ ssm: client }: Clients, CommandId: string, most: number): Promise<Invocations> {
  const invocations: CommandInvocation[] = [];
  for await (const page of paginateListCommandInvocations({ client }, { CommandId, MaxResults: 50 })) {
    invocations.push(...(page.CommandInvocations ?? []));
    if (invocations.length >= most) return { invocations, isCut: page.NextToken !== undefined };
  }
  return { invocations, isCut: false };
}

/** What one step of the document has come to on one machine. Times are ISO 8601. */
export interface Step {
  readonly name: string;
  readonly status: string;
  readonly details: string;
  readonly responseCode: number;
  readonly began?: string;
  readonly ended?: string;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly text: string;
  /** whether Systems Manager kept the beginning alone */
  readonly isTruncated: boolean;
  /** where the whole is, if the command was sent with a bucket for it */
  readonly url?: string;
}

/** Characters that Systems Manager keeps. Source: API Reference, "GetCommandInvocation". */
const kept = { stdout: 24_000, stderr: 8000 } as const;

/** Steps that are over, by command, machine and step: their output does not change. */
const over = new WeakMap<Clients, Map<string, Step>>();
const mostKept = 200;

/** The steps of a command on one machine, in the order of the document; none before the command has reached it. */
export async function stepsOf(clients: Clients, CommandId: string, InstanceId: string): Promise<Step[]> {
  const { ssm } = clients;
  const { CommandInvocations: [invocation] = [] } = await ssm.listCommandInvocations({
    CommandId,
    InstanceId,
    Details: true,
  });
  const known = over.get(clients) ?? new Map<string, Step>();
  over.set(clients, known);
  const steps: Step[] = [];
  for (const { Name: name = '', ...plugin } of invocation?.CommandPlugins ?? []) {
    const key = `${CommandId} ${InstanceId} ${name}`;
    const step = known.get(key) ?? (await stepOf(clients, CommandId, InstanceId, name, plugin));
    steps.push(step);
    if (!['Pending', 'InProgress'].includes(step.status)) known.set(key, step);
    if (known.size > mostKept) known.delete(known.keys().next().value ?? '');
  }
  return steps;
}

type Plugin = NonNullable<CommandInvocation['CommandPlugins']>[number];

/** @throws errors of the service, but not that it knows nothing yet: it is told of a step before its output is there */
async function stepOf({ ssm }: Clients, CommandId: string, InstanceId: string, PluginName: string, plugin: Plugin) {
  const found = await ssm.getCommandInvocation({ CommandId, InstanceId, PluginName }).catch((error) => {
    if (/^(InvocationDoesNotExist|InvalidPluginName)$/.test(error.name)) return undefined;
    throw error;
  });
  return {
    name: PluginName,
    status: plugin.Status ?? '',
    details: plugin.StatusDetails ?? plugin.Status ?? '',
    responseCode: plugin.ResponseCode ?? -1,
    began: plugin.ResponseStartDateTime?.toISOString(),
    ended: plugin.ResponseFinishDateTime?.toISOString(),
    stdout: output(found?.StandardOutputContent ?? plugin.Output, kept.stdout, found?.StandardOutputUrl),
    stderr: output(found?.StandardErrorContent, kept.stderr, found?.StandardErrorUrl),
  };
}

/** The agent says at the end of what it has cut off that it has; Systems Manager does not. */
function output(text = '', most: number, url?: string): Output {
  return {
    text,
    isTruncated: text.length >= most || /-{2,}output truncated-{2,}\s*$/i.test(text),
    url: url || undefined,
  };
}
