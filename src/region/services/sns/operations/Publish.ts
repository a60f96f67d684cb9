import { operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { readMessage } from '../message.ts';
import { publish } from '../publish.ts';
import { onTopic, topicNamed } from '../topic.ts';

/** Source: SNS API Reference, "Publish"; to topics, which `TargetArn` may name as well. */
export const Publish = operation<'sns', 'Publish'>({
  accepts: ['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes'],
  authorize: (input, context) => [onTopic(context, 'Publish', input.TopicArn ?? input.TargetArn ?? '*')],
  run(input, context) {
    const arn = input.TopicArn ?? input.TargetArn;
    if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    const topic = topicNamed(context, arn, input.TopicArn === undefined ? 'TargetArn' : 'TopicArn');
    const message = readMessage(input, context.uuid(), context.now);
    publish(context, topic, message);
    return { MessageId: message.id };
  },
});
