import type { RegionEvent } from '../../../../../service.ts';
import { systemsManager } from '../../../fleet.ts';
import { fillIn } from '../../rules/pseudo-parameters.ts';
import type { Outcome, Status } from '../../rules/status.ts';
import type { Runner } from './runner.ts';

interface Request {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
}

/** Status of an execution of a state machine -> status of the invocation that follows it. */
const statuses: Readonly<Record<string, Status>> = {
  SUCCEEDED: 'SUCCESS',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  ABORTED: 'CANCELLED',
};

/**
 * Starts an execution, named after the invocation unless the task names it, and follows it to its end: Systems Manager's
 * service-linked role may describe executions for that.
 */
export const stepFunctions: Runner<Request> = {
  request({ TaskArn, TaskInvocationParameters }, values) {
    const { Input = '{}', Name = '{{INVOCATION_ID}}' } = TaskInvocationParameters?.StepFunctions ?? {};
    return { stateMachineArn: TaskArn, name: fillIn(Name, values), input: fillIn(Input, values) };
  },
  begin(context, request, _invocation, principal) {
    const { executionArn } = context.call('states', 'StartExecution', { ...request }, principal);
    // It may have run to its end within this transaction: then its event was there before anything followed it.
    const now = context.call('states', 'DescribeExecution', { executionArn: executionArn! }, systemsManager);
    const outcome = outcomeOf(now.status!, now.error, now.cause);
    return { followed: executionArn!, ...(outcome && { outcome }) };
  },
};

/** What a notice of a change says about the execution that it names. */
export function readExecutionChange({ detail }: RegionEvent): { followed: string; outcome: Outcome | undefined } {
  const { executionArn, status, error, cause } = detail as Record<string, string | undefined>;
  return { followed: executionArn!, outcome: outcomeOf(status!, error, cause) };
}

function outcomeOf(executionStatus: string, error?: string | null, cause?: string | null): Outcome | undefined {
  const status = statuses[executionStatus];
  if (status === undefined) return undefined;
  const details = [error, cause].filter((part) => part).join(': ');
  return { status, details: details === '' ? undefined : details };
}
