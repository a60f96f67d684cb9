/**
 * Finds the handler that a function's configuration names, e.g. `folder/index.handler`, and makes it an async function of
 * event and context. Source: "Define Lambda function handler in Node.js" of the Lambda Developer Guide.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An error that the runtime itself raises, e.g. `Runtime.HandlerNotFound`. */
export class RuntimeError extends Error {
  constructor(type, message, options) {
    super(message, options);
    this.name = `Runtime.${type}`;
  }
}

/**
 * @param {string} taskRoot the folder of the function's code
 * @param {string} name the function's `Handler`
 * @param {string} executionEnvironment e.g. `AWS_Lambda_nodejs24.x`
 */
export async function loadHandler(taskRoot, name, executionEnvironment) {
  if (name.includes('..'))
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  const [, file, path] = /^((?:.*\/)?[^.]*)\.(.*)$/.exec(name) ?? [];
  if (file === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(taskRoot, file);
  const handler = path.split('.').reduce((value, key) => value?.[key], module);
  if (handler === undefined) throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
  if (executionEnvironment === 'AWS_Lambda_nodejs22.x') return withCallback(handler);
  if (handler.length >= 3)
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  return handler;
}

async function loadModule(taskRoot, file) {
  const path = join(taskRoot, file);
  const require = createRequire(`${taskRoot}/`);
  const found = ['.js', '.mjs', '.cjs'].find((extension) => existsSync(path + extension));
  try {
    if (found === '.mjs') return await import(pathToFileURL(path + found).href);
    return require(path + (found ?? ''));
  } catch (error) {
    // An ES module that awaits at its top level cannot be required.
    if (error.code === 'ERR_REQUIRE_ASYNC_MODULE') return await import(pathToFileURL(path + found).href);
    if (error instanceof SyntaxError) {
      const syntaxError = new RuntimeError('UserCodeSyntaxError', String(error));
      syntaxError.stack = error.stack;
      throw syntaxError;
    }
    if (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND')
      throw new RuntimeError('ImportModuleError', String(error));
    throw error;
  }
}

/**
 * The callback style, which Node.js 22 is the last to have: unless the handler returns a promise, the answer is what it
 * hands to the callback, sent once the event loop is empty, or at once if the context's `callbackWaitsForEmptyEventLoop`
 * is false. A handler whose event loop runs empty without an answer has answered null.
 */
const withCallback = (handler) => async (event, context) => {
  const { promise, resolve, reject } = Promise.withResolvers();
  let answer = null;
  const answerNow = () => resolve(answer);
  const callback = (error, result) => {
    if (error) return reject(typeof error === 'string' ? new Error(error) : error);
    answer = result;
    if (!context.callbackWaitsForEmptyEventLoop) answerNow();
  };
  process.on('beforeExit', answerNow);
  try {
    const returned = handler(event, context, callback);
    return await (typeof returned?.then === 'function' ? Promise.race([returned, promise]) : promise);
  } finally {
    process.off('beforeExit', answerNow);
  }
};
