import { operation } from '../../../service.ts';
import { describeStream } from '../describe.ts';
import { constraintViolated, invalidParameter } from '../errors.ts';
import { limitOf } from '../limit.ts';
import { groupNamed, groupNameOf, onStream } from '../names.ts';
import { type StreamRow, streams } from '../rows.ts';

const orders: Readonly<Record<string, (a: StreamRow, b: StreamRow) => number>> = {
  // Rows come by name, and sorting is stable.
  LogStreamName: () => 0,
  LastEventTime: (a, b) => (a.lastEvent ?? a.created) - (b.lastEvent ?? b.created),
};

/** Source: CloudWatch Logs API Reference, "DescribeLogStreams". The token is the number of streams already listed. */
export const DescribeLogStreams = operation<'logs', 'DescribeLogStreams'>({
  accepts: ['logGroupName', 'logGroupIdentifier', 'logStreamNamePrefix', 'orderBy', 'descending', 'nextToken', 'limit'],
  authorize: (input, context) => [onStream(context, 'DescribeLogStreams', groupNameOf(context, input))],
  run(input, context) {
    const { name } = groupNamed(context, groupNameOf(context, input));
    const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName' } = input;
    const limit = limitOf(input.limit, 50);
    const order = orders[orderBy];
    if (!order)
      throw constraintViolated(
        orderBy,
        'orderBy',
        'Member must satisfy enum value set: [LastEventTime, LogStreamName]',
      );
    if (orderBy === 'LastEventTime' && prefix)
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    if (!/^\d*$/.test(input.nextToken ?? '')) throw invalidParameter('The specified nextToken is invalid.');
    const sorted = streams.list(context.db, name, prefix).sort(order);
    if (input.descending) sorted.reverse();
    const start = Number(input.nextToken ?? 0);
    const end = start + limit;
    return {
      logStreams: sorted.slice(start, end).map((row) => describeStream(context, row)),
      ...(end < sorted.length && { nextToken: String(end) }),
    };
  },
});
