import { notSupported } from '../../../errors.ts';
import { invalidParameter } from '../errors.ts';
import { email, emailJson } from './email.ts';
import { lambda } from './lambda.ts';
import type { Protocol } from './protocol.ts';

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
