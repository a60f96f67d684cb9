import { operation } from '../../../service.ts';
import { topics } from '../rows.ts';
import { checkArn, onTopic } from '../topic.ts';

/** That there is no such topic is no error. Source: SNS API Reference, "DeleteTopic". */
export const DeleteTopic = operation<'sns', 'DeleteTopic'>({
  accepts: ['TopicArn'],
  authorize: (input, context) => [onTopic(context, 'DeleteTopic', input.TopicArn)],
  run({ TopicArn }, context) {
    checkArn(TopicArn, 'TopicArn');
    topics.delete(context.db, TopicArn);
    return {};
  },
});
