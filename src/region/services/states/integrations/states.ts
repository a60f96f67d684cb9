import type { WireError } from '../../../errors.ts';
import type { Answer } from '../task.ts';
import type { ServiceIntegration } from './index.ts';

/** The Parameters of `arn:aws:states:::states:startExecution`. */
interface StartParameters {
  StateMachineArn: string;
  Input?: unknown;
  Name?: string;
}

/**
 * Starts another execution. The name follows from the task, so that performing the task again finds the execution it began.
 * Source: Step Functions Developer Guide, "Start workflow executions from a task state in Step Functions".
 */
export const states: ServiceIntegration = {
  async call(task, outside, principal) {
    const { StateMachineArn, Input, Name = task.idempotencyKey } = task.arguments as unknown as StartParameters;
    const input = typeof Input === 'string' ? Input : JSON.stringify(Input ?? {});
    const name = Name.replaceAll(/[^\w-]/g, '-').slice(-80);
    const started = await outside.call(
      'states',
      'StartExecution',
      { stateMachineArn: StateMachineArn, name, input },
      principal,
    );
    const arn = started.executionArn ?? '';
    return {
      output: { ExecutionArn: arn, StartDate: started.startDate?.toISOString() ?? '' },
      follows: task.integration.pattern === 'sync' ? arn : undefined,
    };
  },
  failure: (error: WireError): Answer => ({
    error: `StepFunctions.${error.code.endsWith('Exception') ? error.code : `${error.code}Exception`}`,
    cause: `${error.message} (Service: AWSStepFunctions; Status Code: ${error.status}; Error Code: ${error.code})`,
  }),
};
