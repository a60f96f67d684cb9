/**
 * What an invocation came to, and how Lambda tells it: to the caller, and in the log.
 */
import type { ErrorDocument, Report } from './process.ts';

/** How a request to a function's process ended. */
export interface Ending {
  report: Report;
  /** seconds; the process was killed because it took longer */
  exceeded?: number;
  /** what it took, in milliseconds of real time */
  duration: number;
}

/** Bytes. Source: "Lambda quotas", invocation payload. */
const largestResponse = 6_291_556;

/** The document that stands in the place of the answer; undefined when there is an answer. */
export function failureOf({ report, exceeded }: Ending, requestId: string): ErrorDocument | undefined {
  const failed = (errorType: string, why: string) => ({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${why}`,
  });
  if (exceeded !== undefined) return failed('Sandbox.Timedout', timedOut(exceeded));
  switch (report.type) {
    case 'error':
      return report.error;
    case 'exit':
      return failed('Runtime.ExitError', exitReason(report));
    case 'response':
      if (Buffer.byteLength(report.body) <= largestResponse) return undefined;
      return {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`,
      };
    case 'ready':
      return undefined;
  }
}

/** Whether the process can serve another invocation: it has neither timed out, nor exited, nor failed beyond its handler. */
export function survived({ report, exceeded }: Ending): boolean {
  return exceeded === undefined && report.type !== 'exit' && !(report.type === 'error' && report.fatal);
}

export const startLine = (requestId: string): string => `START RequestId: ${requestId} Version: $LATEST`;

/**
 * The lines that close an invocation's log. Source: "Log and monitor Node.js Lambda functions".
 * @param time ISO 8601
 * @param initialization how loading the handler ended, when this invocation did it
 */
export function* closingLines(
  requestId: string,
  time: string,
  memorySize: number,
  ending: Ending,
  initialization: Ending | undefined,
): Generator<string> {
  const { report, exceeded, duration } = ending;
  const failure = failureOf(ending, requestId);
  if (exceeded !== undefined) yield `${time} ${requestId} ${timedOut(exceeded)}\n`;
  else if (failure && report.type === 'exit') yield `${failure.errorMessage}\n${failure.errorType}`;
  yield `END RequestId: ${requestId}`;
  yield [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration + (initialization?.duration ?? 0))} ms`,
    `Memory Size: ${memorySize} MB`,
    ...('memory' in report ? [`Max Memory Used: ${report.memory} MB`] : []),
    ...(initialization ? [`Init Duration: ${initialization.duration.toFixed(2)} ms`] : []),
    ...(exceeded !== undefined ? ['Status: timeout'] : []),
    ...(failure && exceeded === undefined && !survived(ending)
      ? ['Status: error', `Error Type: ${failure.errorType}`]
      : []),
  ].join('\t');
}

const timedOut = (seconds: number) => `Task timed out after ${seconds.toFixed(2)} seconds`;

function exitReason({ code, signal }: Extract<Report, { type: 'exit' }>): string {
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code ? `Runtime exited with error: exit status ${code}` : 'Runtime exited without providing a reason';
}

/** As Go, in which Lambda's supervisor is written, calls them. */
const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};
