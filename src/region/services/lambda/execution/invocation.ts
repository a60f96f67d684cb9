import { realClock } from '../../../clock/real.ts';
import type { Outside } from '../../../service.ts';
import { functionArn } from '../function-name.ts';
import type { FunctionRow } from '../rows.ts';
import { closingLines, type Ending, failureOf, startLine, survived } from './ending.ts';
import type { Environment } from './environment.ts';
import { type LogEvent, writeLogs } from './logs.ts';
import { poolOf } from './pool.ts';
import type { Report, RuntimeProcess } from './process.ts';
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

/** Seconds. Source: "Understanding the Lambda execution environment lifecycle", init phase. */
const initializationLimit = 10;

/** Functions compute in the time of this machine, whatever time the Region has. */
const machineTime = realClock();

/** Invocations in Regions that shall be repeatable: one after another, since what runs side by side asks in an order of its own. */
const queues = new WeakMap<AbortSignal, Promise<unknown>>();

function inTurn<T>({ signal, repeatable, invocation }: Outside, work: () => Promise<T>): Promise<T> {
  // One that a function asks for has its turn already: that function waits for it.
  if (!repeatable || invocation !== undefined) return work();
  const turn = (queues.get(signal) ?? Promise.resolve()).then(work);
  queues.set(
    signal,
    turn.catch(() => {}),
  );
  return turn;
}

/**
 * Runs a function once. Its time-out is real time, also where the Region's time is simulated: that stands still meanwhile.
 * @throws WireError as Pool.acquire; the signal's reason when the Region closes, whatever the function has done by then
 */
export function invoke(outside: Outside, row: FunctionRow, invocation: Invocation): Promise<Outcome> {
  const once = async () => {
    const pool = poolOf(outside);
    const environment = await pool.acquire(row);
    const takeBack = outside.lend(environment.surroundings.credentials.accessKeyId, invocation.requestId);
    let reusable = false;
    try {
      const events: LogEvent[] = [];
      const ending = await run(outside, environment, invocation, events);
      outside.signal.throwIfAborted();
      reusable = survived(ending);
      writeLogs(outside, environment.row, environment.surroundings.logStream, events);
      const failure = failureOf(ending, invocation.requestId);
      const payload = failure ? JSON.stringify(failure) : (ending.report as Extract<Report, { type: 'response' }>).body;
      return { payload, failed: failure !== undefined, log: events.map(({ message }) => message).join('') };
    } finally {
      takeBack();
      pool.release(environment, reusable);
    }
  };
  return outside.clock.busy(() => inTurn(outside, once));
}

/** @param events where all that is logged goes, with the Region's time */
async function run(
  outside: Outside,
  environment: Environment,
  { requestId, event, clientContext }: Invocation,
  events: LogEvent[],
): Promise<Ending> {
  const { row, process, surroundings } = environment;
  const { timeout, memorySize } = row.configuration;
  const time = () => new Date(outside.clock.now()).toISOString();
  const print = (line: string) => events.push({ timestamp: outside.clock.now(), message: `${line}\n` });
  let started: string | undefined;
  process.listen(({ level, message }) => {
    print(level === undefined ? message : [time(), started, level, message].join('\t'));
  });

  let initialization: Ending | undefined;
  if (environment.readyAt === undefined) {
    const request = { environment: variables(row, surroundings), taskRoot: surroundings.taskRoot };
    initialization = await within(initializationLimit, process, process.initialize(request));
    if (initialization.report.type === 'ready') environment.readyAt = machineTime.now();
  }
  print(startLine(requestId));
  started = requestId;
  let ending: Ending;
  if (initialization && environment.readyAt === undefined) ending = { ...initialization, duration: 0 };
  else {
    const arn = functionArn(outside, row.name);
    const request = { requestId, event, clientContext, functionArn: arn, timeout: timeout * 1000 };
    ending = await within(timeout, process, process.invoke(request));
  }
  for (const line of closingLines(requestId, time(), memorySize, ending, initialization)) print(line);
  return ending;
}

/** Waits for a report; a process that takes longer is killed. @param limit seconds */
async function within(limit: number, process: RuntimeProcess, awaited: Promise<Report>): Promise<Ending> {
  const begun = machineTime.now();
  let exceeded: number | undefined;
  const cancel = machineTime.at(begun + limit * 1000, () => {
    exceeded = limit;
    process.kill();
  });
  const report = await awaited;
  cancel();
  return { report, exceeded, duration: machineTime.now() - begun };
}
