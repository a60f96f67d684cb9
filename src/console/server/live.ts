/** Views over the wire: once, or as a stream that begins with the whole and goes on with what has changed. */
import { setTimeout as pause } from 'node:timers/promises';
import jsonPatch from 'fast-json-patch';
import type { Context as Exchange, Handler } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { View } from '../view.ts';
import { views } from '../views/index.ts';
import type { ConsoleOptions } from './options.ts';
import { BadRequest, troubleOf } from './trouble.ts';

type AnyView = View<Record<string, string | undefined>, unknown>;

export function answerOnce(options: ConsoleOptions): Handler {
  return async (exchange) => exchange.json((await reading(exchange, options)()) as object);
}

/**
 * Server-sent events (HTML Living Standard, "Server-sent events"): `whole` has the answer, `patch` a JSON Patch (RFC 6902) on it,
 * `trouble` what hinders the next look, `still` that nothing has changed. One of them comes after each look, so that a page
 * knows when it has lost the connection.
 */
export function stream(options: ConsoleOptions): Handler {
  return (exchange) => {
    const read = reading(exchange, options);
    return streamSSE(exchange, async (events) => {
      const gone = new AbortController();
      events.onAbort(() => gone.abort());
      const tell = (event: string, data: unknown) => events.writeSSE({ event, data: JSON.stringify(data) });
      let last: object | undefined;
      let answer: unknown;
      while (!gone.signal.aborted) {
        const began = performance.now();
        try {
          const newest = await read();
          // What is over and large, a view answers with the same object each time.
          if (last && newest === answer) await tell('still', null);
          else last = await tellChanges(tell, last, newest);
          answer = newest;
        } catch (error) {
          await tell('trouble', troubleOf(error));
        }
        // What takes long to look at is looked at less often.
        const took = performance.now() - began;
        await pause(Math.max(options.pace, 2 * took), undefined, { signal: gone.signal }).catch(() => {});
      }
    });
  };
}

/** @returns what the page has now */
async function tellChanges(
  tell: (event: string, data: unknown) => Promise<void>,
  last: object | undefined,
  answer: unknown,
): Promise<object> {
  // As JSON has it: members that are undefined are not there.
  const now = JSON.parse(JSON.stringify(answer)) as object;
  const changes = last && jsonPatch.compare(last, now);
  if (!changes) await tell('whole', now);
  else if (changes.length) await tell('patch', changes);
  else await tell('still', null);
  return now;
}

/** @throws BadRequest for a view that there is not, or parameters that it does not have */
function reading({ req }: Exchange, context: ConsoleOptions): () => Promise<unknown> {
  const name = req.param('view') ?? '';
  if (!Object.hasOwn(views, name)) throw new BadRequest(`There is no view ${name}.`);
  const view = views[name as keyof typeof views] as unknown as AnyView;
  const params = req.query();
  const known = [...view.params, ...(view.optional ?? [])];
  const missing = view.params.find((param) => !params[param]);
  if (missing) throw new BadRequest(`The view ${name} wants the parameter ${missing}.`);
  const unknown = Object.keys(params).find((param) => !known.includes(param));
  if (unknown) throw new BadRequest(`The view ${name} has no parameter ${unknown}.`);
  return () => view.read(context, params);
}
