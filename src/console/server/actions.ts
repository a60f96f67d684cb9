/** Orders over the wire: each is a POST with the token, of JSON that is what the action says. */
import type { Handler } from 'hono';
import { actions } from '../actions/index.ts';
import type { Action } from '../view.ts';
import type { ConsoleOptions } from './options.ts';
import { BadRequest } from './trouble.ts';

type AnyAction = Action<Record<string, unknown>, unknown>;

export function carryOut(context: ConsoleOptions): Handler {
  return async (exchange) => {
    const name = exchange.req.param('action') ?? '';
    if (!Object.hasOwn(actions, name)) throw new BadRequest(`There is no action ${name}.`);
    const action = actions[name as keyof typeof actions] as unknown as AnyAction;
    const input = await bodyOf(exchange.req);
    const wrong = Object.entries(action.input).find(([member, isFine]) => !isFine(input[member]));
    if (wrong)
      throw new BadRequest(`The action ${name} does not take this as ${wrong[0]}: ${JSON.stringify(input[wrong[0]])}.`);
    const unknown = Object.keys(input).find((member) => !(member in action.input));
    if (unknown) throw new BadRequest(`The action ${name} has no member ${unknown}.`);
    return exchange.json(((await action.carryOut(context, input)) ?? {}) as object);
  };
}

async function bodyOf(req: { header(name: string): string | undefined; json(): Promise<unknown> }) {
  if (req.header('content-type') !== 'application/json') throw new BadRequest('An action wants application/json.');
  const body: unknown = await req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('An action wants a JSON object.');
  return body as Record<string, unknown>;
}
