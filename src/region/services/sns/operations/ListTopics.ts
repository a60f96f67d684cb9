import { operation } from '../../../service.ts';
import { pageOf } from '../pages.ts';
import { topics } from '../rows.ts';

/** Source: SNS API Reference, "ListTopics". */
export const ListTopics = operation<'sns', 'ListTopics'>({
  accepts: ['NextToken'],
  run(input, context) {
    const read = (after: string, limit: number) => topics.list(context.db, after, limit);
    const { page, NextToken } = pageOf(input.NextToken, read, ({ arn }) => arn);
    return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), NextToken };
  },
});
