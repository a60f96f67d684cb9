/** What a command of Run Command printed on each of its instances. */
import { type CommandInvocation, paginateListCommandInvocations } from '@aws-sdk/client-ssm';
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../failure.ts';
import { findCommand, type Step, stepsOf } from './invocations.ts';

/** A step of a command's document on one instance. */
export interface StepOutput {
  readonly step: string;
  readonly status: string;
  /** undefined until it has ended */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** whether Systems Manager kept the beginning alone */
  readonly isCut: boolean;
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

/** @throws Failure when there is no such command, or none on that instance */
export async function outputOf(clients: Clients, CommandId: string, InstanceId?: string): Promise<CommandOutput> {
  const { ssm: client } = clients;
  const command = await findCommand(clients, CommandId);
  const invocations: CommandInvocation[] = [];
  for await (const page of paginateListCommandInvocations({ client }, { CommandId, InstanceId }))
    invocations.push(...(page.CommandInvocations ?? []));
  if (invocations.length === 0 && InstanceId !== undefined)
    throw new Failure(
      `The command ${CommandId} was not sent to ${InstanceId}. Leave out --instance to see where it was.`,
    );
  const instances: InstanceOutput[] = [];
  for (const { InstanceId: instanceId = '', InstanceName: name = '', StatusDetails, Status } of invocations)
    instances.push({
      instanceId,
      name,
      status: StatusDetails ?? Status ?? '',
      steps: (await stepsOf(clients, CommandId, instanceId)).map(outputOfStep),
    });
  return {
    commandId: CommandId,
    document: command.DocumentName ?? '',
    comment: command.Comment ?? '',
    status: command.StatusDetails ?? command.Status ?? '',
    sent: command.RequestedDateTime?.toISOString() ?? '',
    instances,
  };
}

function outputOfStep({ name, details, responseCode, stdout, stderr }: Step): StepOutput {
  return {
    step: name,
    status: details,
    exitCode: responseCode < 0 ? undefined : responseCode,
    stdout: stdout.text,
    stderr: stderr.text,
    isCut: stdout.isTruncated || stderr.isTruncated,
    stdoutUrl: stdout.url,
    stderrUrl: stderr.url,
  };
}
