import { operation } from '../../../service.ts';
import { describeGroup } from '../describe.ts';
import { invalidParameter } from '../errors.ts';
import { limitOf } from '../limit.ts';
import { onStream } from '../names.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "DescribeLogGroups". The token is the last name that was listed. */
export const DescribeLogGroups = operation<'logs', 'DescribeLogGroups'>({
  accepts: ['logGroupNamePrefix', 'logGroupNamePattern', 'nextToken', 'limit'],
  authorize: (_, context) => [onStream(context, 'DescribeLogGroups', '')],
  run(input, context) {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: contains = '', nextToken: after = '' } = input;
    const limit = limitOf(input.limit, 50);
    if (prefix && contains)
      throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    const rows = groups.list(context.db, { prefix, contains, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return {
      logGroups: page.map((row) => describeGroup(context, row)),
      ...(rows.length > limit && { nextToken: page.at(-1)?.name }),
    };
  },
});
