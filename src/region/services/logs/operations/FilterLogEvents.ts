import { operation } from '../../../service.ts';
import { invalidParameter, logStreamNotFound } from '../errors.ts';
import { filterPattern } from '../filter-pattern.ts';
import { limitOf } from '../limit.ts';
import { groupNamed, groupNameOf, onStream } from '../names.ts';
import { type EventRow, events, streams } from '../rows.ts';
import { positionOf, tokenOf } from '../tokens.ts';

/** Events that are looked at in one call; CloudWatch too answers with what it found so far and a token. */
const mostLookedAt = 10_000;

/** Source: CloudWatch Logs API Reference, "FilterLogEvents". */
export const FilterLogEvents = operation<'logs', 'FilterLogEvents'>({
  accepts: [
    'logGroupName',
    'logGroupIdentifier',
    'logStreamNames',
    'logStreamNamePrefix',
    'startTime',
    'endTime',
    'filterPattern',
    'nextToken',
    'limit',
    // Deprecated: events of several streams always come in one order.
    'interleaved',
  ],
  authorize: (input, context) => [onStream(context, 'FilterLogEvents', groupNameOf(context, input))],
  run(input, context) {
    const { name } = groupNamed(context, groupNameOf(context, input));
    const limit = limitOf(input.limit, 10_000);
    const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
    if (names && prefix !== undefined)
      throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
    if (names?.some((stream) => !streams.find(context.db, name, stream))) throw logStreamNotFound();
    const matches = filterPattern(input.filterPattern ?? '');
    const wanted = ({ streamName, message }: EventRow) =>
      (names?.includes(streamName) ?? streamName.startsWith(prefix ?? '')) && matches(message);

    const rows = events.ofGroup(context.db, name, {
      from: input.startTime ?? Number.MIN_SAFE_INTEGER,
      // Unlike that of GetLogEvents, the end time belongs to the range.
      to: (input.endTime ?? Number.MAX_SAFE_INTEGER - 1) + 1,
      beyond:
        input.nextToken === undefined ? { timestamp: Number.MIN_SAFE_INTEGER, id: 0 } : positionOf(input.nextToken),
      limit: mostLookedAt,
    });
    const found = rows.filter(wanted).slice(0, limit);
    const last = found.length === limit ? found.at(-1) : rows.at(-1);
    const more = last !== undefined && (rows.length === mostLookedAt || last !== rows.at(-1));
    return {
      events: found.map(({ id, streamName, timestamp, message, ingested }) => ({
        logStreamName: streamName,
        timestamp,
        message,
        ingestionTime: ingested,
        eventId: String(id).padStart(56, '0'),
      })),
      searchedLogStreams: [],
      ...(more && { nextToken: tokenOf('f', last) }),
    };
  },
});
