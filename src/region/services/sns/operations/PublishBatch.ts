import type { BatchResultErrorEntry, PublishBatchResultEntry } from '@aws-sdk/client-sns';
import { WireError } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { readMessage } from '../message.ts';
import { publish } from '../publish.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** Entries of one call. Source: SNS API Reference, "PublishBatch". */
const mostEntries = 10;

/** Source: as above. What is wrong with one entry does not keep the others back. */
export const PublishBatch = operation<'sns', 'PublishBatch'>({
  accepts: [
    'TopicArn',
    'PublishBatchRequestEntries.Id',
    'PublishBatchRequestEntries.Message',
    'PublishBatchRequestEntries.Subject',
    'PublishBatchRequestEntries.MessageStructure',
    'PublishBatchRequestEntries.MessageAttributes',
  ],
  authorize: (input, context) => [onTopic(context, 'Publish', input.TopicArn)],
  run({ TopicArn, PublishBatchRequestEntries: entries = [] }, context) {
    const topic = topicNamed(context, TopicArn);
    checkEntries(entries.map(({ Id = '' }) => Id));
    const Successful: PublishBatchResultEntry[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    for (const { Id, Message, ...rest } of entries) {
      try {
        const message = readMessage({ ...rest, Message: Message! }, context.uuid(), context.now);
        publish(context, topic, message);
        Successful.push({ Id, MessageId: message.id });
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  },
});

function checkEntries(ids: readonly string[]): void {
  if (ids.length === 0) throw new WireError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (ids.length > mostEntries)
    throw new WireError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  if (!ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id)))
    throw new WireError(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  if (new Set(ids).size < ids.length)
    throw new WireError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
}
