import type { Target } from '@aws-sdk/client-eventbridge';
import type { Outside, Principal } from '../../../service.ts';
import type { Event } from '../event.ts';

/** One event on its way to one target. */
export interface Delivery {
  /** unique among deliveries, and the same each time that it is tried */
  id: string;
  rule: { arn: string; name: string };
  target: Target;
  event: Event;
  /** when the event came in, milliseconds since epoch */
  ingested: number;
}

/** A kind of target. One is a file in this folder, and a line in `index.ts`. */
export interface TargetKind {
  /** whether EventBridge needs a role for it: others let EventBridge in by their own policies */
  readonly role?: 'required';
  /**
   * Calls the target, through `outside.call`: so it is done once even if the effect is performed again.
   * @param input what the target gets, JSON text
   * @throws WireError
   */
  deliver(delivery: Delivery, input: string, outside: Outside, principal: Principal): Promise<void>;
}
