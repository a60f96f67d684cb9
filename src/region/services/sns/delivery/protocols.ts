import { notSupported } from '../../../errors.ts';
import type { Outside } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import type { Confirmation, Delivery } from './delivery.ts';
import { email, emailJson } from './email.ts';
import { lambda } from './lambda.ts';

/** A way to reach a subscriber. One is a line in the table below. */
export interface Protocol {
  /** what an endpoint looks like */
  readonly endpoint: RegExp;
  /** the parameter that AWS calls invalid when it does not */
  readonly endpointName: string;
  deliver(delivery: Delivery, outside: Outside): Promise<void>;
  /** Asks whoever the endpoint belongs to whether they want to be subscribed; without it nobody is asked. */
  askToConfirm?(confirmation: Confirmation, outside: Outside): Promise<void>;
}

const protocols: Readonly<Record<string, Protocol>> = { email, 'email-json': emailJson, lambda };

/** What AWS has besides. Source: SNS API Reference, "Subscribe". */
const elsewhere = ['http', 'https', 'sms', 'sqs', 'application', 'firehose'];

/** @throws WireError InvalidParameter; NotImplemented for protocols that the Region has not */
export function protocolOf(name: string): Protocol {
  const protocol = Object.hasOwn(protocols, name) ? protocols[name] : undefined;
  if (protocol) return protocol;
  throw elsewhere.includes(name)
    ? notSupported(`subscriptions with the protocol ${name}`)
    : invalidParameter(`Amazon SNS does not support this protocol string: ${name}`);
}
