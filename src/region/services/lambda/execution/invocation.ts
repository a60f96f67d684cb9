import { realClock } from '../../../clock/real.ts';
import type { Outside } from '../../../service.ts';
import { functionArn } from '../function-name.ts';
import type { FunctionRow } from '../rows.ts';
import type { Environment } from './environment.ts';
import { type LogEvent, writeLogs } from './logs.ts';
import { poolOf } from './pool.ts';
import type { ErrorDocument, Report } from './process.ts';
import { variables } from './variables.ts';

export interface Invocation {
  requestId: string;
  /** JSON */
  event: string;
  clientContext?: unknown;
}

/** What the caller of a function gets. */
export interface Outcome {
  /** JSON: the handler's answer, or an ErrorDocument */
  payload: string;
  failed: boolean;
  /** all that was logged, in order */
  log: string;
}

/** Milliseconds that loading a handler may take. Source: "Understanding the Lambda execution environment lifecycle", init phase. */
const initializationLimit = 10_000;
/** Bytes. Source: "Lambda quotas", invocation payload. */
const largestResponse = 6_291_556;

/**
 * Runs a function once. Its time-out is real time, also where the Region's time is simulated: that stands still meanwhile.
 * @throws WireError as Pool.acquire; the signal's reason when the Region closes, whatever the function has done by then
 */
export function invoke(outside: Outside, row: FunctionRow, invocation: Invocation): Promise<Outcome> {
  return outside.clock.busy(async () => {
    const pool = poolOf(outside);
    const environment = await pool.acquire(row);
    const events: LogEvent[] = [];
    const ending = await perform(outside, environment, invocation, events).finally(() =>
      pool.release(environment, environment.initialized),
    );
    outside.signal.throwIfAborted();
    writeLogs(outside, environment.row, environment.surroundings.logStream, events);
    return { ...ending, log: events.map(({ message }) => message).join('') };
  });
}

async function perform(
  outside: Outside,
  environment: Environment,
  { requestId, event, clientContext }: Invocation,
  events: LogEvent[],
): Promise<Omit<Outcome, 'log'>> {
  const { row, process, surroundings } = environment;
  const print = (message: string) => events.push({ timestamp: outside.clock.now(), message: `${message}\n` });
  let current: string | undefined;
  process.listen(({ level, message }) => {
    if (level === undefined) return print(message);
    print([new Date(outside.clock.now()).toISOString(), current, level, message].join('\t'));
  });

  const clock = realClock();
  /** Waits for a report; a process that takes longer is killed. */
  const within = async (milliseconds: number, report: Promise<Report>) => {
    const begun = clock.now();
    let timedOut = false;
    const cancel = clock.at(begun + milliseconds, () => {
      timedOut = true;
      process.kill();
    });
    const answer = await report;
    cancel();
    return { answer, timedOut, milliseconds: clock.now() - begun };
  };

  let initialization: Awaited<ReturnType<typeof within>> | undefined;
  if (!environment.initialized) {
    const request = { environment: variables(row, surroundings), taskRoot: surroundings.taskRoot };
    initialization = await within(initializationLimit, process.initialize(request));
    environment.initialized = initialization.answer.type === 'ready';
  }
  current = requestId;
  print(`START RequestId: ${requestId} Version: $LATEST`);
  const limit = row.configuration.timeout * 1000;
  const run = environment.initialized
    ? await within(
        limit,
        process.invoke({
          requestId,
          event,
          clientContext,
          functionArn: functionArn(outside, row.name),
          timeout: limit,
        }),
      )
    : { ...initialization!, milliseconds: 0 };
  const seconds = (environment.initialized ? limit : initializationLimit) / 1000;
  const { answer } = run;
  // A process that has timed out, exited or failed beyond its handler serves no one any more.
  environment.initialized = answer.type === 'response' || (answer.type === 'error' && !answer.fatal);

  const error = run.timedOut ? timedOut(requestId, seconds) : errorOf(answer, requestId);
  if (run.timedOut)
    print(
      `${new Date(outside.clock.now()).toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds\n`,
    );
  else if (answer.type === 'exit') print(`${error?.errorMessage}\n${error?.errorType}`);
  print(`END RequestId: ${requestId}`);
  print(
    [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${run.milliseconds.toFixed(2)} ms`,
      `Billed Duration: ${run.milliseconds + (initialization?.milliseconds ?? 0)} ms`,
      `Memory Size: ${row.configuration.memorySize} MB`,
      ...('memory' in answer ? [`Max Memory Used: ${answer.memory} MB`] : []),
      ...(initialization ? [`Init Duration: ${initialization.milliseconds.toFixed(2)} ms`] : []),
      ...(run.timedOut ? ['Status: timeout'] : []),
      ...(error && !run.timedOut && !environment.initialized
        ? ['Status: error', `Error Type: ${error.errorType}`]
        : []),
    ].join('\t'),
  );
  if (error) return { payload: JSON.stringify(error), failed: true };
  return { payload: (answer as Extract<Report, { type: 'response' }>).body, failed: false };
}

const timedOut = (requestId: string, seconds: number): ErrorDocument => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
});

function errorOf(report: Report, requestId: string): ErrorDocument | undefined {
  switch (report.type) {
    case 'error':
      return report.error;
    case 'exit':
      return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${exitReason(report)}` };
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

const exitReason = ({ code, signal }: Extract<Report, { type: 'exit' }>): string => {
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code ? `Runtime exited with error: exit status ${code}` : 'Runtime exited without providing a reason';
};

/** As Go, in which Lambda's supervisor is written, calls them. */
const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};
