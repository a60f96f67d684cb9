import { operation } from '../../../service.ts';
import { invalidParameter, logStreamNotFound } from '../errors.ts';
import { groupNamed, onStream } from '../names.ts';
import { schedulePruning } from '../retention.ts';
import { events, streams } from '../rows.ts';

const day = 86_400_000;
/** Milliseconds by which an event may be ahead of the time, and behind it. */
const tooNew = 2 * 3_600_000;
const tooOld = 14 * day;
/** Bytes of one call; each event counts 26 besides its message. */
const largestBatch = 1_048_576;

/** Source: CloudWatch Logs API Reference, "PutLogEvents", where all of these limits stand. */
export const PutLogEvents = operation<'logs', 'PutLogEvents'>({
  // The sequence token is taken and no longer looked at, as the API Reference has it.
  accepts: ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken'],
  authorize: (input, context) => [onStream(context, 'PutLogEvents', input.logGroupName, input.logStreamName)],
  run(input, context) {
    const { db, now } = context;
    const batch = input.logEvents.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
    const { name, retention } = groupNamed(context, input.logGroupName);
    const stream = streams.find(db, name, input.logStreamName);
    if (!stream) throw logStreamNotFound();
    checkBatch(batch);
    const expired = retention === null ? Number.NEGATIVE_INFINITY : now - retention * day;
    const kept = batch.filter(
      ({ timestamp }) => timestamp >= Math.max(now - tooOld, expired) && timestamp <= now + tooNew,
    );
    for (const event of kept) events.insert(db, name, stream.name, event, now);
    const [first, last] = [kept[0], kept.at(-1)];
    if (first && last) {
      streams.touch(db, name, stream.name, first.timestamp, last.timestamp, now);
      if (retention !== null) schedulePruning(context, name);
    }
    const count = (wanted: (timestamp: number) => boolean) => batch.filter((event) => wanted(event.timestamp)).length;
    const old = count((timestamp) => timestamp < now - tooOld && timestamp >= expired);
    const gone = count((timestamp) => timestamp < expired);
    const early = count((timestamp) => timestamp > now + tooNew);
    return {
      nextSequenceToken: context.hex(56),
      ...(old + gone + early > 0 && {
        rejectedLogEventsInfo: {
          ...(early > 0 && { tooNewLogEventStartIndex: batch.length - early }),
          ...(old > 0 && { tooOldLogEventEndIndex: gone + old }),
          ...(gone > 0 && { expiredLogEventEndIndex: gone }),
        },
      }),
    };
  },
});

function checkBatch(batch: readonly { timestamp: number; message: string }[]): void {
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last || batch.length > 10_000)
    throw invalidParameter(
      `1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length ${last ? 'less than or equal to 10000' : 'greater than or equal to 1'}`,
    );
  if (batch.some(({ message }) => message === '')) throw invalidParameter('Log event message must not be empty.');
  if (batch.some(({ timestamp }, index) => timestamp < (batch[index - 1]?.timestamp ?? timestamp)))
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  if (last.timestamp - first.timestamp > day)
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  const size = batch.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  if (size > largestBatch) throw invalidParameter(`Upload too large: ${size} bytes exceeds limit of ${largestBatch}`);
}
