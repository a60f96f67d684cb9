import type { Outside } from '../../../service.ts';
import type { Message } from '../message.ts';

/** One message on its way to one subscription. */
export interface Delivery {
  /** uuid, the same each time that it is tried */
  id: string;
  topic: { arn: string; name: string; displayName: string };
  subscription: { arn: string; protocol: string; endpoint: string };
  message: Message;
}

/** The request to confirm a subscription, on its way to its endpoint. */
export interface Confirmation extends Omit<Delivery, 'message'> {
  token: string;
  /** ISO 8601, with milliseconds */
  timestamp: string;
}

/** A way to reach a subscriber. One is a line in the table of `protocols.ts`. */
export interface Protocol {
  /** what an endpoint looks like */
  readonly endpoint: RegExp;
  /** the parameter that AWS calls invalid when it does not */
  readonly endpointName: string;
  deliver(delivery: Delivery, outside: Outside): Promise<void>;
  /** Asks whoever the endpoint belongs to whether they want to be subscribed; without it nobody is asked. */
  askToConfirm?(confirmation: Confirmation, outside: Outside): Promise<void>;
}
