import type { WireError } from '../../../errors.ts';
import type { Answer, CallService } from '../task.ts';
import { lambda } from './lambda.ts';
import { states } from './states.ts';

/** One service that a Task state can call. */
export interface ServiceIntegration {
  readonly call: CallService;
  /** The error's name and cause as Step Functions gives them for this service. */
  failure(error: WireError): Answer;
}

/** The `service` of an integration -> how it is called. What is not here fails its task with States.Runtime, by name. */
export const integrations: Readonly<Record<string, ServiceIntegration>> = { lambda, states };
