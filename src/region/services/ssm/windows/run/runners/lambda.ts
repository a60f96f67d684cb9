import { fillIn } from '../../rules/pseudo-parameters.ts';
import type { Runner } from './runner.ts';

export interface FunctionRequest {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  /** base64 */
  readonly clientContext?: string | undefined;
  /** JSON text */
  readonly payload?: string | undefined;
}

/** Invokes a function and waits for its answer: the invocation has failed when the function has. */
export const lambda: Runner<FunctionRequest> = {
  request({ TaskArn, TaskInvocationParameters }, values) {
    const { Qualifier, ClientContext, Payload } = TaskInvocationParameters?.Lambda ?? {};
    return {
      functionName: TaskArn,
      qualifier: Qualifier,
      clientContext: ClientContext,
      payload: Payload && fillIn(Payload, values),
    };
  },
  begin(context, _request, { id }) {
    context.addEffect({ service: 'ssm', name: 'invokeWindowFunction', key: id, payload: { invocationId: id } });
    return {};
  },
};
