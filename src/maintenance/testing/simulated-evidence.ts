import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { script } from './scripted-client.ts';

const Bucket = 'evidence';
const TopicArn = 'arn:aws:sns:us-east-1:123456789012:alarms';

/** For tests: an empty bucket of evidence, and all that is told to the topic and the event bus. */
export function simulateEvidence(most = 1000) {
  Object.assign(process.env, { EVIDENCE_BUCKET: Bucket, ALARM_TOPIC: TopicArn });
  const objects = new Map<string, string>();
  const messages: { subject: string; text: string }[] = [];
  const events: { type: string; detail: Record<string, unknown>; resources: string[] }[] = [];

  script(S3Client, {
    PutObject: (input: { Bucket: string; Key: string; Body: string }) => {
      checkPlace(input);
      objects.set(input.Key, input.Body);
      return {};
    },
    GetObject: (input: { Bucket: string; Key: string }) => {
      checkPlace(input);
      const text = objects.get(input.Key);
      if (text === undefined) return Object.assign(new Error(input.Key), { name: 'NoSuchKey' });
      return { Body: { transformToString: async () => text } };
    },
    ListObjectsV2: (input: { Bucket: string; Prefix: string; MaxKeys: number; ContinuationToken?: string }) => {
      checkPlace(input);
      const { Prefix, MaxKeys, ContinuationToken: after = '' } = input;
      const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix) && key > after).sort();
      const page = keys.slice(0, Math.min(most, MaxKeys));
      const NextContinuationToken = page.length < keys.length ? page.at(-1) : undefined;
      return { Contents: page.map((Key) => ({ Key })), KeyCount: page.length, NextContinuationToken };
    },
  });
  script(SNSClient, {
    Publish: (input: { TopicArn: string; Subject: string; Message: string }) => {
      if (input.TopicArn !== TopicArn) return Object.assign(new Error(input.TopicArn), { name: 'NotFound' });
      messages.push({ subject: input.Subject, text: input.Message });
      return {};
    },
  });
  script(EventBridgeClient, {
    PutEvents: ({
      Entries,
    }: {
      Entries: { Source: string; DetailType: string; Detail: string; Resources: string[] }[];
    }) => {
      for (const { Source, DetailType, Detail, Resources } of Entries)
        events.push({ type: `${Source} ${DetailType}`, detail: JSON.parse(Detail), resources: Resources });
      return { FailedEntryCount: 0 };
    },
  });

  return {
    objects,
    messages,
    events,
    /** The object that was written as JSON; fails where there is none. */
    json: <T = Record<string, unknown>>(key: string): T => {
      const text = objects.get(key);
      if (text === undefined) throw new Error(`Nothing was written to ${key}, only to ${[...objects.keys()]}`);
      return JSON.parse(text);
    },
  };
}

function checkPlace(input: { Bucket: string }): void {
  if (input.Bucket !== Bucket) throw new Error(`The test has no bucket ${input.Bucket}`);
}
