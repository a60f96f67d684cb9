/**
 * E-mail. A Region on one's own machine sends none: what would be sent is written, one file a mail, to the folder `mail` of its
 * data directory, where any mail program opens it.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outside } from '../../../service.ts';
import { mailText } from './mail.ts';
import { notification } from './notification.ts';
import type { Confirmation, Delivery, Protocol } from './protocol.ts';

const address = { endpoint: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/, endpointName: 'Email address' };

export const email: Protocol = {
  ...address,
  deliver(delivery, outside) {
    const { Message } = notification(delivery);
    const unsubscribe = command(outside, 'unsubscribe', { 'subscription-arn': delivery.subscription.arn });
    const subject = delivery.message.subject ?? 'AWS Notification Message';
    const text = `${Message}\n\n--\nTo stop receiving notifications from this topic:\n${unsubscribe}\n`;
    return write(delivery, delivery.message.timestamp, subject, text, outside);
  },
  askToConfirm(confirmation, outside) {
    const { topic, token, timestamp } = confirmation;
    const text = `${invitation(confirmation)}\n\n${command(outside, 'confirm-subscription', { 'topic-arn': topic.arn, token })}\n`;
    return write(confirmation, timestamp, confirmationSubject, text, outside);
  },
};

/** The same, as JSON for a program to read. */
export const emailJson: Protocol = {
  ...address,
  deliver(delivery, outside) {
    const { timestamp, subject, attributes } = delivery.message;
    const MessageAttributes = Object.keys(attributes).length > 0 ? attributes : undefined;
    const text = JSON.stringify({ ...notification(delivery), MessageAttributes }, undefined, 2);
    return write(delivery, timestamp, subject ?? 'AWS Notification Message', `${text}\n`, outside);
  },
  askToConfirm(confirmation, outside) {
    const { id, topic, token, timestamp } = confirmation;
    const document = {
      Type: 'SubscriptionConfirmation',
      MessageId: id,
      Token: token,
      TopicArn: topic.arn,
      Message: invitation(confirmation),
      Timestamp: timestamp,
    };
    return write(confirmation, timestamp, confirmationSubject, `${JSON.stringify(document, undefined, 2)}\n`, outside);
  },
};

const confirmationSubject = 'AWS Notification - Subscription Confirmation';

const invitation = ({ topic }: Confirmation): string =>
  `You have chosen to subscribe to the topic ${topic.arn}. To confirm the subscription, call ConfirmSubscription with this token.`;

const command = ({ endpoint }: Outside, name: string, options: Readonly<Record<string, string>>): string =>
  [
    `aws sns ${name} --endpoint-url ${endpoint}`,
    ...Object.entries(options).map(([option, value]) => `--${option} ${value}`),
  ].join(' ');

/** Each mail has a file name of its own, so writing it again leaves one; and it is whole as soon as it is there. */
async function write(
  { id, topic, subscription }: Pick<Delivery, 'id' | 'topic' | 'subscription'>,
  timestamp: string,
  subject: string,
  text: string,
  { dataDir }: Outside,
): Promise<void> {
  const folder = join(dataDir, 'mail');
  const file = join(folder, `${timestamp.replaceAll(':', '')}-${id}.eml`);
  const from = topic.displayName || 'AWS Notifications';
  // Tokens and reports are for the Region's owner alone.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, mailText({ id, from, to: subscription.endpoint, subject, timestamp, text }), {
    mode: 0o600,
  });
  await rename(`${file}.part`, file);
}
