import type { Context, Principal } from '../../../../../service.ts';
import type { Invocation } from '../../rows/invocations.ts';
import type { TaskDetails } from '../../rows/registrations.ts';
import type { PseudoValues } from '../../rules/pseudo-parameters.ts';
import type { Outcome } from '../../rules/status.ts';

/** What a beginning has come to: what is to be followed, or already how it ended. */
export interface Begun {
  /** its id in the service that does the work */
  readonly followed?: string;
  readonly outcome?: Outcome;
}

/** How the tasks of one type are run. */
export interface Runner<Request> {
  /** The request that an invocation makes, with the pseudo parameters filled in; plain JSON. */
  request(task: TaskDetails, values: PseudoValues): Request;
  /** Makes it, in the transaction that begins the invocation, so that it is made once. Throws WireError. */
  begin(context: Context, request: Request, invocation: Invocation, principal: Principal): Begun;
  /** What CANCEL_TASK asks of invocations that run at the cutoff; without it they go on. Throws WireError. */
  cancel?(context: Context, invocation: Invocation, principal: Principal): void;
}
