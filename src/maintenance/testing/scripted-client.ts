import { mock } from 'node:test';

type Client = { prototype: { send: (...args: never[]) => unknown } };
type Answer = object | Error | ((input: never) => object | Error);

/** A call as the SDK would have made it. */
export interface Call {
  operation: string;
  input: object;
}

/**
 * For tests: answers the commands sent through all clients of an SDK client class, and records them. `answers` has one
 * answer an operation, an Error being thrown; an operation without one fails the test.
 */
export function script(client: Client, answers: Record<string, Answer>): Call[] {
  const calls: Call[] = [];
  mock.method(client.prototype, 'send', async (command: { constructor: { name: string }; input: object }) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    calls.push({ operation, input: command.input });
    const scripted = answers[operation];
    if (!scripted) throw new Error(`The test has no answer to ${operation}`);
    const answer = typeof scripted === 'function' ? scripted(command.input as never) : scripted;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return calls;
}

/** An error as the SDK throws it: the service's code is its name. */
export function serviceError(name: string): Error {
  return Object.assign(new Error(`${name} (from the test)`), { name });
}
