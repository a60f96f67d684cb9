import { WireError } from '../../../../errors.ts';
import type { Commit, Outside } from '../../../../service.ts';
import { systemsManager } from '../../fleet.ts';
import { taskExecutions } from '../rows/executions.ts';
import { invocations } from '../rows/invocations.ts';
import { isOver, type Outcome } from '../rules/status.ts';
import { principalOf } from './principal.ts';
import { end } from './progress.ts';
import type { FunctionRequest } from './runners/lambda.ts';

/** A Region that dies while the function runs takes it along, and invokes it again: functions are run at least once. */
export async function invokeWindowFunction(
  { invocationId }: { invocationId: string },
  outside: Outside,
): Promise<Commit> {
  try {
    const outcome = await invoke(invocationId, outside);
    return outcome ? (context) => end(context, invocationId, outcome) : () => {};
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return (context) => end(context, invocationId, { status: 'FAILED', details: error.message });
  }
}

/** @returns undefined when the invocation was over before it began */
async function invoke(invocationId: string, outside: Outside): Promise<Outcome | undefined> {
  const prepared = outside.transaction(systemsManager, (context) => {
    const invocation = invocations.find(context.db, invocationId);
    if (!invocation || isOver(invocation.status)) return undefined;
    const { task } = taskExecutions.find(context.db, invocation.taskExecutionId)!;
    return {
      request: JSON.parse(invocation.parameters!) as FunctionRequest,
      principal: principalOf(context, task, invocationId),
    };
  });
  if (!prepared) return undefined;
  const { functionName, qualifier, clientContext, payload = '{}' } = prepared.request;
  const answer = await outside.call(
    'lambda',
    'Invoke',
    {
      FunctionName: functionName,
      Qualifier: qualifier,
      ClientContext: clientContext,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(payload),
    },
    prepared.principal,
  );
  if (!answer.FunctionError) return { status: 'SUCCESS' };
  const text = Buffer.from(answer.Payload ?? []).toString();
  return { status: 'FAILED', details: `${answer.FunctionError}: ${text}` };
}
