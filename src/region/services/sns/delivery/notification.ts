import type { Delivery } from './protocol.ts';

/**
 * A message as subscribers get it. It is not signed, and has none of the members that belong to a signature: only Amazon has
 * the key. Nor has it URLs that would answer without one. Source: SNS Developer Guide, "Parsing Amazon SNS message formats".
 */
export function notification({ topic, subscription, message }: Delivery) {
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topic.arn,
    Subject: message.subject,
    Message: message.texts[subscription.protocol] ?? message.texts.default,
    Timestamp: message.timestamp,
  };
}
