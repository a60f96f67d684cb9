import { WireError } from '../../../errors.ts';
import type { Context, Outside } from '../../../service.ts';
import { sessionName } from '../function-name.ts';
import type { FunctionRow } from '../rows.ts';
import { lambdaPrincipal } from './environment.ts';

export interface LogEvent {
  /** milliseconds since epoch */
  timestamp: number;
  message: string;
}

/** Bytes that PutLogEvents takes at once, and what it counts for each event besides its message. Source: PutLogEvents. */
const largestBatch = 1_048_576;
const eventOverhead = 26;

/**
 * Writes what a function has logged to its log group, as its role: without the permission to do so there are no logs,
 * and nothing else happens. The group and the stream are made when they are missing, if the role may.
 */
export function writeLogs(outside: Outside, row: FunctionRow, logStream: string, events: readonly LogEvent[]): void {
  outside.transaction(lambdaPrincipal, (context) => {
    const stream = { logGroupName: row.configuration.logGroup, logStreamName: logStream };
    const role = roleOf(context, row);
    if (!role) return;
    const attempt = (call: () => unknown) => codeOfError(call);
    for (const logEvents of batches(events)) {
      const put = () => context.call('logs', 'PutLogEvents', { ...stream, logEvents }, role);
      if (attempt(put) !== 'ResourceNotFoundException') continue;
      attempt(() => context.call('logs', 'CreateLogGroup', { logGroupName: stream.logGroupName }, role));
      attempt(() => context.call('logs', 'CreateLogStream', stream, role));
      attempt(put);
    }
  });
}

const expected = new Set(['AccessDeniedException', 'ResourceAlreadyExistsException', 'ResourceNotFoundException']);

function codeOfError(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof WireError && expected.has(error.code)) return error.code;
    throw error;
  }
}

function roleOf(context: Context, row: FunctionRow) {
  try {
    return context.assume(row.configuration.role, 'lambda.amazonaws.com', sessionName(row.name));
  } catch (error) {
    // The role was deleted while the function ran.
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function* batches(events: readonly LogEvent[]): Generator<LogEvent[]> {
  let batch: LogEvent[] = [];
  let size = 0;
  for (const event of events) {
    const bytes = Buffer.from(event.message);
    const message =
      bytes.length + eventOverhead > largestBatch
        ? bytes.toString('utf8', 0, largestBatch - eventOverhead - 3)
        : event.message;
    const weight = Buffer.byteLength(message) + eventOverhead;
    if (size + weight > largestBatch || batch.length === 10_000) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push({ ...event, message });
    size += weight;
  }
  if (batch.length > 0) yield batch;
}
