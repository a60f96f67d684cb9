/**
 * The Node.js runtime of a function, as a program of its own: it loads the handler, and calls it once for each event.
 * Source: "Define Lambda function handler in Node.js" and "Log and monitor Node.js Lambda functions" of the Lambda
 * Developer Guide.
 *
 * It talks with the Region in lines of JSON: requests come in on file descriptor 3, reports go out on 4. Reports are
 * written synchronously, so that nothing a handler has logged is lost when its process is killed. What is written to
 * stdout and stderr directly is the Region's to read.
 *
 * Plain JavaScript, since stripping types would add 30 ms to each cold start.
 */
import { writeSync } from 'node:fs';
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { format, types } from 'node:util';
import { Worker } from 'node:worker_threads';
import { loadHandler, RuntimeError } from './handler.mjs';

const [compileCache] = process.argv.slice(2);
const input = new Socket({ fd: 3 });
new Worker(new URL('./lifeline.mjs', import.meta.url)).unref();
enableCompileCache(compileCache);

const report = (message) => writeSync(4, `${JSON.stringify(message)}\n`);
/** What ends an invocation. `memory` is the most the process ever had, in MB. */
const settle = (message) => report({ ...message, memory: Math.ceil(process.resourceUsage().maxRSS / 1024) });
const log = (level, ...parameters) => report({ type: 'log', level, message: format(...parameters) });

const levels = { debug: 'DEBUG', error: 'ERROR', info: 'INFO', log: 'INFO', trace: 'TRACE', warn: 'WARN' };
for (const [method, level] of Object.entries(levels)) console[method] = (...parameters) => log(level, ...parameters);

/** The error document that the caller of a function gets. */
const errorDocument = (error) =>
  types.isNativeError(error) || error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

function logError(title, error) {
  const { errorType, errorMessage, trace } = errorDocument(error);
  const { name: _, ...members } = types.isNativeError(error) ? error : {};
  log('ERROR', `${title}\t${JSON.stringify({ errorType, errorMessage, ...members, stack: trace })}`);
}

/** After an error that no handler answers for, the process is of no further use. */
function fail(title, error, exitCode) {
  logError(title, error);
  settle({ type: 'error', error: errorDocument(error), fatal: true });
  process.exit(exitCode);
}
process.on('uncaughtException', (error) => fail('Uncaught Exception ', error, 129));
process.on('unhandledRejection', (reason) =>
  fail('Unhandled Promise Rejection ', new RuntimeError('UnhandledPromiseRejection', String(reason)), 128),
);

let handler;

const requests = {
  /** Loads modules that functions often need, before it is known for which function: until then, and no longer. */
  async preload({ from, modules }) {
    const require = createRequire(from);
    for (const module of modules) {
      await setImmediate();
      if (waiting > 0) return;
      require(module);
    }
    // Node would keep it when the process exits, but it is killed some day. What was kept before is not kept again.
    flushCompileCache();
  },

  async initialize({ environment, taskRoot }) {
    Object.assign(process.env, environment);
    process.chdir(taskRoot);
    try {
      handler = await loadHandler(taskRoot, process.env._HANDLER, process.env.AWS_EXECUTION_ENV);
    } catch (error) {
      fail('Uncaught Exception ', error, 1);
    }
    settle({ type: 'ready' });
  },

  /** @param timeout milliseconds */
  async invoke({ requestId, functionArn, event, clientContext, timeout }) {
    const deadline = Date.now() + timeout;
    const context = {
      callbackWaitsForEmptyEventLoop: true,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
      clientContext,
      identity: undefined,
      invokedFunctionArn: functionArn,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    try {
      settle({ type: 'response', body: stringify(await handler(JSON.parse(event), context)) });
    } catch (error) {
      logError('Invoke Error ', error);
      settle({ type: 'error', error: errorDocument(error), fatal: false });
    }
  },
};

/** What JSON has no form for is answered with null. */
function stringify(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    throw new RuntimeError('JSONStringifyError', 'Unable to stringify response body', { cause });
  }
}

let received = '';
let last = Promise.resolve();
/** requests that have come and are not begun */
let waiting = 0;
input.setEncoding('utf8').on('data', (chunk) => {
  received += chunk;
  if (!chunk.includes('\n')) return;
  const lines = received.split('\n');
  received = lines.pop();
  for (const line of lines) {
    const request = JSON.parse(line);
    waiting += 1;
    last = last.then(async () => {
      waiting -= 1;
      // While a handler runs, only its own work keeps the event loop going: when that is empty, the handler never ends.
      input.unref();
      await requests[request.type](request);
      input.ref();
    });
  }
});
