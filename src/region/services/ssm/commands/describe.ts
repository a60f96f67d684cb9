/** Commands and invocations in the shapes of the API. */
import type { CommandInvocation, CommandPlugin, Command as CommandShape } from '@aws-sdk/client-ssm';
import { documentOf } from '../documents/of-command.ts';
import type { Command, Invocation, PluginResult } from './rows.ts';
import { commandStatus, invocationStatus } from './status.ts';

export function describeCommand({ id, requestedAt, details, request, ...counts }: Command): CommandShape {
  return {
    CommandId: id,
    DocumentName: request.documentName,
    DocumentVersion: request.documentVersion,
    Comment: request.comment,
    ExpiresAfter: new Date(requestedAt + (request.timeoutSeconds + request.executionTimeout) * 1000),
    Parameters: Object.fromEntries(Object.entries(request.parameters).map(([name, values]) => [name, [...values]])),
    InstanceIds: [...request.instanceIds],
    Targets: [...request.targets],
    RequestedDateTime: new Date(requestedAt),
    Status: commandStatus[details],
    StatusDetails: details,
    TimeoutSeconds: request.timeoutSeconds,
    MaxConcurrency: request.maxConcurrency,
    MaxErrors: request.maxErrors,
    TargetCount: counts.targetCount,
    CompletedCount: counts.completedCount,
    ErrorCount: counts.errorCount,
    DeliveryTimedOutCount: counts.deliveryTimedOutCount,
  };
}

/** @param withPlugins the Details of ListCommandInvocations */
export function describeInvocation(command: Command, invocation: Invocation, withPlugins: boolean): CommandInvocation {
  return {
    CommandId: command.id,
    InstanceId: invocation.instanceId,
    InstanceName: invocation.instanceName,
    Comment: command.request.comment,
    DocumentName: command.request.documentName,
    DocumentVersion: command.request.documentVersion,
    RequestedDateTime: new Date(command.requestedAt),
    Status: invocationStatus[invocation.details],
    StatusDetails: invocation.details,
    CommandPlugins: withPlugins ? pluginsOf(command, invocation).map(describePlugin) : [],
  };
}

/** Steps have no status for these: what is being cancelled runs until it has ended. */
const stepDetails = { Cancelling: 'InProgress', Delayed: 'Pending' } as const;

/** A step of the command on this machine: what it has come to, or that it is still to be done. */
export type StepState =
  | PluginResult
  | { readonly name: string; readonly details: Exclude<Invocation['details'], keyof typeof stepDetails> };

/** What a step is said to be of which nothing is known but what the invocation is. */
export const stepDetailsOf = (details: Invocation['details']) =>
  details === 'Cancelling' || details === 'Delayed' ? stepDetails[details] : details;

export function pluginsOf(command: Command, { plugins, details }: Invocation): StepState[] {
  const underWay = stepDetailsOf(details);
  return documentOf(command.request).steps.map(
    ({ name }) => plugins.find((plugin) => plugin.name === name) ?? { name, details: underWay },
  );
}

/** CommandPlugin's Output is the beginning of both outputs, 2,500 characters at most. */
function describePlugin(state: StepState): CommandPlugin {
  const common = { Name: state.name, Status: invocationStatus[state.details], StatusDetails: state.details };
  if (!('finishedAt' in state)) return { ...common, ResponseCode: -1, Output: '' };
  const errors = state.stderr === '' ? '' : `\n----------ERROR-------\n${state.stderr}`;
  return {
    ...common,
    ResponseCode: state.responseCode,
    ResponseStartDateTime: new Date(state.startedAt),
    ResponseFinishDateTime: new Date(state.finishedAt),
    Output: `${state.stdout}${errors}`.slice(0, 2500),
  };
}
