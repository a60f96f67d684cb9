import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Written for the caller of a function in the place of its answer. */
export interface ErrorDocument {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** How the runtime answers a request. `memory` is the most that the process ever had, in MB. */
export type Report =
  | { type: 'ready'; memory: number }
  /** `body` is JSON */
  | { type: 'response'; body: string; memory: number }
  /** after a fatal error the process ends */
  | { type: 'error'; error: ErrorDocument; fatal: boolean; memory: number }
  | { type: 'exit'; code: number | null; signal: NodeJS.Signals | null };

/** A line that the function printed; one of `console` has a level. */
export interface Line {
  level?: string;
  message: string;
}

/** What has to be known before a process can be started, and cannot be changed afterwards. */
export interface Startup {
  /** MB */
  readonly memorySize: number;
  /** the function's own variables that Node itself reads when it starts, such as NODE_OPTIONS */
  readonly nodeVariables: Readonly<Record<string, string>>;
}

export interface RuntimeProcess {
  /** Has modules loaded before it is known for which function; that stops when it becomes known. */
  preload(from: string, modules: readonly string[]): void;
  initialize(request: { environment: Record<string, string>; taskRoot: string }): Promise<Report>;
  /** One at a time. */
  invoke(request: InvokeRequest): Promise<Report>;
  /** Who hears the lines printed from now on. */
  listen(listener: (line: Line) => void): void;
  /** Ends the process and its children. Whoever waits for a report is told of the exit. */
  kill(): void;
  /** Resolves when the process is gone and its last line was heard. */
  readonly ended: Promise<void>;
}

export interface InvokeRequest {
  requestId: string;
  functionArn: string;
  /** JSON */
  event: string;
  clientContext?: unknown;
  /** milliseconds */
  timeout: number;
}

const runtime = fileURLToPath(new URL('./runtime.mjs', import.meta.url));

/**
 * Starts a Node process, of the very version that runs the Region, that is ready to become any function.
 * It sees nothing of the Region's environment, and dies with the Region.
 * @param compileCache a folder where V8 keeps what was preloaded as it was compiled: loading it takes half as long then
 */
export function startProcess(startup: Startup, compileCache: string): RuntimeProcess {
  // As Lambda does: a tenth of the memory is left to what is not in the heap.
  const heap = Math.floor(startup.memorySize * 0.9);
  const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, runtime, compileCache], {
    env: { ...startup.nodeVariables },
    // A process group of its own, so that what the function started can be ended with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const input = child.stdio[3] as Writable;
  let listener: (line: Line) => void = () => {};
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let exit: Extract<Report, { type: 'exit' }> | undefined;
  let answer: ((report: Report) => void) | undefined;

  /** What is logged once the report was sent: it comes with the next request, as Lambda freezes what has answered. */
  let late: Line[] | undefined;

  const settle = (report: Report) => {
    const waiting = answer;
    answer = undefined;
    waiting?.(report);
  };
  const leave = (report: Extract<Report, { type: 'exit' }>) => {
    exit = report;
    settle(report);
    end();
  };
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };

  for (const output of [child.stdout, child.stderr])
    onLines(output as NodeJS.ReadableStream, (message) => listener({ message }));
  onLines(child.stdio[4] as NodeJS.ReadableStream, (json) => {
    const report = JSON.parse(json) as Report | ({ type: 'log' } & Line);
    if (report.type === 'log') {
      if (late) late.push(report);
      else listener(report);
      return;
    }
    late = [];
    // What was printed before the report is already in the pipes: it is heard in this turn of the event loop.
    setImmediate(settle, report);
  });
  // A process that is gone cannot be written to; its exit says so.
  input.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.on('error', (error) => {
    listener({ message: `The process could not be started: ${error.message}` });
    leave({ type: 'exit', code: null, signal: null });
  });
  // Whatever it started may hold the pipes open, and 'close' waits for them.
  child.on('exit', kill);
  child.on('close', (code, signal) => leave({ type: 'exit', code, signal }));

  const request = (message: object) => input.write(`${JSON.stringify(message)}\n`);
  const ask = (message: object) =>
    new Promise<Report>((resolve) => {
      if (exit) return resolve(exit);
      for (const line of late ?? []) listener(line);
      late = undefined;
      answer = resolve;
      request(message);
    });

  return {
    preload: (from, modules) => void request({ type: 'preload', from, modules }),
    initialize: (message) => ask({ type: 'initialize', ...message }),
    invoke: (message) => ask({ type: 'invoke', ...message }),
    listen(next) {
      listener = next;
    },
    kill,
    ended,
  };
}

function onLines(stream: NodeJS.ReadableStream, heard: (line: string) => void): void {
  let rest: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const [first = '', ...more] = chunk.split('\n');
    rest.push(first);
    for (const line of more) {
      heard(rest.join(''));
      rest = [line];
    }
  });
  stream.on('end', () => {
    const line = rest.join('');
    if (line) heard(line);
  });
}
