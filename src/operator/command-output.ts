/** What a command of Run Command printed on each of its instances. */
import { type CommandInvocation, type CommandPlugin, paginateListCommandInvocations } from '@aws-sdk/client-ssm';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';

/** A step of a command's document on one instance. */
export interface StepOutput {
  readonly step: string;
  readonly status: string;
  /** undefined until it has ended */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** where all of it is kept, for a command that was sent with a bucket for its output */
  readonly stdoutUrl?: string;
  readonly stderrUrl?: string;
}

export interface InstanceOutput {
  readonly instanceId: string;
  readonly name: string;
  readonly status: string;
  readonly steps: readonly StepOutput[];
}

export interface CommandOutput {
  readonly commandId: string;
  readonly document: string;
  readonly comment: string;
  /** of all its instances */
  readonly status: string;
  /** ISO 8601 */
  readonly sent: string;
  readonly instances: readonly InstanceOutput[];
}

/** Characters of standard output and of standard error that Run Command keeps. Source: Systems Manager API Reference, "GetCommandInvocation". */
export const kept = { stdout: 24_000, stderr: 8000 } as const;

/** @throws Failure when there is no such command, or none on that instance */
export async function outputOf(clients: Clients, CommandId: string, InstanceId?: string): Promise<CommandOutput> {
  const { ssm: client } = clients;
  const command = await findCommand(clients, CommandId);
  const invocations: CommandInvocation[] = [];
  const request = { CommandId, InstanceId, Details: true };
  for await (const page of paginateListCommandInvocations({ client }, request))
    invocations.push(...(page.CommandInvocations ?? []));
  if (invocations.length === 0 && InstanceId !== undefined)
    throw new Failure(
      `The command ${CommandId} was not sent to ${InstanceId}. Leave out --instance to see where it was.`,
    );
  const instances: InstanceOutput[] = [];
  for (const invocation of invocations) instances.push(await instanceOutput(clients, CommandId, invocation));
  return {
    commandId: CommandId,
    document: command.DocumentName ?? '',
    comment: command.Comment ?? '',
    status: command.StatusDetails ?? command.Status ?? '',
    sent: command.RequestedDateTime?.toISOString() ?? '',
    instances,
  };
}

async function findCommand({ ssm }: Clients, CommandId: string) {
  const gone = () =>
    new Failure(
      `There is no command ${CommandId}, or it is older than the 30 days for which Systems Manager keeps commands. 'wakepatch report' names those of a run.`,
    );
  try {
    const { Commands: [command] = [] } = await ssm.listCommands({ CommandId });
    if (command) return command;
  } catch (error) {
    if ((error as Error).name !== 'InvalidCommandId') throw error;
  }
  throw gone();
}

async function instanceOutput(
  clients: Clients,
  CommandId: string,
  { InstanceId = '', InstanceName = '', StatusDetails, Status, CommandPlugins = [] }: CommandInvocation,
): Promise<InstanceOutput> {
  const steps: StepOutput[] = [];
  for (const plugin of CommandPlugins) steps.push(await stepOutput(clients, { CommandId, InstanceId }, plugin));
  return { instanceId: InstanceId, name: InstanceName, status: StatusDetails ?? Status ?? '', steps };
}

/** A list has the first 2,500 characters of a step and GetCommandInvocation the first 24,000, and standard error apart. */
async function stepOutput(
  { ssm }: Clients,
  invocation: { CommandId: string; InstanceId: string },
  { Name = '' }: CommandPlugin,
): Promise<StepOutput> {
  const found = await ssm.getCommandInvocation({ ...invocation, PluginName: Name });
  const { ResponseCode, StatusDetails, Status = '' } = found;
  return {
    step: Name,
    status: StatusDetails ?? Status,
    exitCode: ResponseCode === undefined || ResponseCode < 0 ? undefined : ResponseCode,
    stdout: found.StandardOutputContent ?? '',
    stderr: found.StandardErrorContent ?? '',
    stdoutUrl: found.StandardOutputUrl || undefined,
    stderrUrl: found.StandardErrorUrl || undefined,
  };
}
