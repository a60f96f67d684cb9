/** What the console's server can be asked and ordered, with the types of its own tables. */
import type { actions } from '../../actions/index.ts';
import type { Trouble } from '../../server/trouble.ts';
import type { Action, View } from '../../view.ts';
import type { views } from '../../views/index.ts';
import { authorization } from './token.ts';

type Views = typeof views;
export type ViewName = keyof Views;
export type ParamsOf<N extends ViewName> = Views[N] extends View<infer P, infer _> ? P : never;
export type AnswerOf<N extends ViewName> = Views[N] extends View<infer _, infer A> ? A : never;

type Actions = typeof actions;
export type ActionName = keyof Actions;
export type InputOf<N extends ActionName> = Actions[N] extends Action<infer I, infer _> ? I : never;
export type ResultOf<N extends ActionName> = Actions[N] extends Action<infer _, infer R> ? R : never;

export type { Trouble };

/** An error of the server, in its own words. */
export class TroubleError extends Error {
  override readonly name = 'TroubleError';
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

/** Nobody answers. */
export const unanswered: Trouble = {
  error: 'ConsoleUnreachable',
  message: 'The console does not answer. It is tried again; if it was ended, start it with ‘wakepatch console’.',
  passing: true,
};

export function troubleOf(error: unknown): Trouble {
  return error instanceof TroubleError ? error.trouble : unanswered;
}

function addressOf(kind: 'views' | 'live' | 'actions', name: string, params: object = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given as [string, string][]).toString();
  return `${import.meta.env.BASE_URL}api/${kind}/${name}${query && `?${query}`}`;
}

async function request(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(address, { ...init, headers: { ...authorization(), ...init.headers } });
  if (response.ok) return response;
  throw new TroubleError((await response.json()) as Trouble);
}

/** @throws TroubleError; TypeError when nobody answers */
export async function ask<N extends ViewName>(name: N, params: ParamsOf<N>): Promise<AnswerOf<N>> {
  return (await request(addressOf('views', name, params as object))).json();
}

/** @throws TroubleError; TypeError when nobody answers */
export async function order<N extends ActionName>(name: N, input: InputOf<N>): Promise<ResultOf<N>> {
  const headers = { 'content-type': 'application/json' };
  return (await request(addressOf('actions', name), { method: 'POST', headers, body: JSON.stringify(input) })).json();
}

/** The bytes of a view's stream. @throws as `ask` */
export async function listen<N extends ViewName>(
  name: N,
  params: ParamsOf<N>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { body } = await request(addressOf('live', name, params as object), { signal });
  if (!body) throw new TypeError('The stream has no body.');
  return body;
}
