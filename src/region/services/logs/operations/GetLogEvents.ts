import { operation } from '../../../service.ts';
import { logStreamNotFound } from '../errors.ts';
import { limitOf } from '../limit.ts';
import { groupNamed, groupNameOf, onStream } from '../names.ts';
import { events, type Position, streams } from '../rows.ts';
import { positionOf, tokenOf } from '../tokens.ts';

const beginning: Position = { timestamp: Number.MIN_SAFE_INTEGER, id: 0 };
const end: Position = { timestamp: Number.MAX_SAFE_INTEGER, id: 0 };

/**
 * Source: CloudWatch Logs API Reference, "GetLogEvents": there are always tokens to go on in both directions, and at the
 * end of the stream the answer has the token it was asked with.
 */
export const GetLogEvents = operation<'logs', 'GetLogEvents'>({
  accepts: [
    'logGroupName',
    'logGroupIdentifier',
    'logStreamName',
    'startTime',
    'endTime',
    'nextToken',
    'limit',
    'startFromHead',
  ],
  authorize: (input, context) => [onStream(context, 'GetLogEvents', groupNameOf(context, input), input.logStreamName)],
  run(input, context) {
    const { name } = groupNamed(context, groupNameOf(context, input));
    if (!streams.find(context.db, name, input.logStreamName)) throw logStreamNotFound();
    const limit = limitOf(input.limit, 10_000);
    const token = input.nextToken === undefined ? undefined : positionOf(input.nextToken);
    const forward = token ? token.direction === 'f' : input.startFromHead === true;
    const beyond = token ?? (forward ? beginning : end);
    const range = {
      from: input.startTime ?? beginning.timestamp,
      to: input.endTime ?? end.timestamp,
      beyond,
      direction: forward ? ('forward' as const) : ('backward' as const),
      limit,
    };
    const rows = events.ofStream(context.db, name, input.logStreamName, range);
    if (!forward) rows.reverse();
    return {
      events: rows.map(({ timestamp, message, ingested }) => ({ timestamp, message, ingestionTime: ingested })),
      nextForwardToken: tokenOf('f', rows.at(-1) ?? beyond),
      nextBackwardToken: tokenOf('b', rows[0] ?? beyond),
    };
  },
});
