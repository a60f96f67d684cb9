import type { Tag } from '@aws-sdk/client-sns';
import { arn, type Place } from '../../arn.ts';
import { notSupported } from '../../errors.ts';
import type { Context, Requirement } from '../../service.ts';
import { invalidParameter, topicNotFound } from './errors.ts';
import { type TopicRow, topics } from './rows.ts';

/** @throws WireError InvalidParameter; NotImplemented for a FIFO topic */
export function checkTopicName(name: string): void {
  if (name.endsWith('.fifo')) throw notSupported('FIFO topics');
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
}

export const topicArn = (place: Place, name: string): string => arn(place, 'sns', name);

/** @param member that holds the ARN @throws WireError InvalidParameter, NotFound */
export function topicNamed(context: Context, topic: string, member = 'TopicArn'): TopicRow {
  checkArn(topic, member);
  const row = topics.find(context.db, topic);
  if (!row) throw topicNotFound();
  return row;
}

/** @throws WireError InvalidParameter for what is no ARN of the kind of a topic's or a subscription's */
export function checkArn(text: string, member: string): void {
  const elements = text.split(':');
  if (elements.length < 6)
    throw invalidParameter(
      elements[0] === 'arn' || elements.length === 1
        ? `${member} Reason: An ARN must have at least 6 elements, not ${elements.length}`
        : `${member} Reason: ${text} does not start with arn`,
    );
  if (elements[2] !== 'sns') throw invalidParameter(member);
}

/**
 * What IAM has to allow for an action on a topic; the topic's own policy may allow it too.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
 */
export function onTopic(
  context: Context,
  action: string,
  topic: string,
  conditions: Readonly<Record<string, string | undefined>> = {},
): Requirement {
  const row = topics.find(context.db, topic);
  const tags = row?.tags ?? [];
  return {
    action: `sns:${action}`,
    resource: topic,
    conditions: {
      ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value])),
      ...conditions,
    },
    policy: row && JSON.parse(row.policy),
  };
}

export const requestTags = (tags: readonly Tag[] = []): Record<string, string | undefined> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
