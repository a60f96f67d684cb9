import { leftAwake } from '../rules/alarm.ts';
import { eventBridge, sns } from './clients.ts';

/** Puts an event on the default bus, from `wakepatch`. */
export async function putEvent(DetailType: string, detail: object, Resources: string[] = []): Promise<void> {
  await (await eventBridge()).putEvents({
    Entries: [{ Source: 'wakepatch', DetailType, Detail: JSON.stringify(detail), Resources }],
  });
}

// SNS takes no longer subject, and no line breaks in it. Source: SNS API Reference, "Publish".
const LONGEST_SUBJECT = 100;

/** Publishes to the topic that people subscribe to. */
export async function publish(subject: string, Message: string): Promise<void> {
  const { ALARM_TOPIC: TopicArn } = process.env;
  await (await sns()).publish({ TopicArn, Subject: subject.slice(0, LONGEST_SUBJECT), Message });
}

/** The alarm that something which wakepatch woke is still on. */
export async function raiseAlarm(instanceId: string, because: string): Promise<void> {
  const { subject, text } = leftAwake(instanceId, because);
  await publish(subject, text);
  await putEvent('LeftAwake', { instanceId, because });
}
