import type { RegionEvent } from '../../../../../service.ts';
import { fillIn } from '../../rules/pseudo-parameters.ts';
import type { Outcome, Status } from '../../rules/status.ts';
import type { Runner } from './runner.ts';

interface Request {
  readonly documentName: string;
  readonly documentVersion?: string | undefined;
  readonly instanceIds: readonly string[];
  readonly parameters?: Readonly<Record<string, string[]>> | undefined;
  readonly comment?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** Status of a command -> status of the invocation that follows it. */
const statuses: Readonly<Record<string, Status>> = {
  Success: 'SUCCESS',
  Failed: 'FAILED',
  TimedOut: 'TIMED_OUT',
  Cancelled: 'CANCELLED',
};

/** Sends a command to the instance, and follows it to its end. An instance that is not connected fails its invocation. */
export const runCommand: Runner<Request> = {
  request({ TaskArn, TaskInvocationParameters }, values) {
    const { DocumentVersion, Parameters, Comment, TimeoutSeconds } = TaskInvocationParameters?.RunCommand ?? {};
    const parameters = Object.entries(Parameters ?? {}).map(([name, given]) => [
      name,
      given.map((value) => fillIn(value, values)),
    ]);
    return {
      documentName: TaskArn,
      documentVersion: DocumentVersion,
      instanceIds: [values.RESOURCE_ID!],
      parameters: Object.fromEntries(parameters),
      comment: Comment && fillIn(Comment, values),
      timeoutSeconds: TimeoutSeconds,
    };
  },
  begin(context, request, _invocation, principal) {
    const { Command } = context.call(
      'ssm',
      'SendCommand',
      {
        DocumentName: request.documentName,
        DocumentVersion: request.documentVersion,
        InstanceIds: [...request.instanceIds],
        Parameters: request.parameters && { ...request.parameters },
        Comment: request.comment,
        TimeoutSeconds: request.timeoutSeconds,
      },
      principal,
    );
    return { followed: Command!.CommandId! };
  },
  /** "There is no guarantee that the command will be terminated": it is followed until it has ended. */
  cancel(context, { followed }, principal) {
    context.call('ssm', 'CancelCommand', { CommandId: followed! }, principal);
  },
};

/** What a notice of a change says about the command that it names. */
export function readCommandChange({ detail }: RegionEvent): { followed: string; outcome: Outcome | undefined } {
  const status = statuses[String(detail.status)];
  return {
    followed: String(detail['command-id']),
    outcome: status && { status, details: status === 'SUCCESS' ? undefined : `Command status: ${detail.status}` },
  };
}
