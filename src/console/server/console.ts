/** The console: its pages, and what they ask and order. It is served on loopback, by the Region itself or by a process of its own. */
import { Hono } from 'hono';
import type { Context } from '../view.ts';
import { carryOut } from './actions.ts';
import { consolePath } from './address.ts';
import { answerOnce, stream } from './live.ts';
import { pages } from './pages.ts';
import { demandToken, headers, refuseForeigners } from './safety.ts';
import { answerTrouble, BadRequest } from './trouble.ts';

export interface ConsoleOptions extends Context {
  /** whoever knows it may look and order */
  readonly token: string;
  /** milliseconds between two looks of a page that is kept up to date */
  readonly pace: number;
  /** the folder of the built pages */
  readonly assets: string;
}

/** The request chain, read from the top: safety, then data, then pages. */
export function createConsole(options: ConsoleOptions): Hono {
  const server = new Hono();
  const guard = demandToken(options.token);
  server.onError(answerTrouble);
  server.use(headers);
  server.use(refuseForeigners);
  server.get('/', (exchange) => exchange.redirect(`${consolePath}/`));
  server.get(`${consolePath}/api/views/:view`, guard, answerOnce(options));
  server.get(`${consolePath}/api/live/:view`, guard, stream(options));
  server.post(`${consolePath}/api/actions/:action`, guard, carryOut(options));
  server.all(`${consolePath}/api/*`, ({ req }) => {
    throw new BadRequest(`The console has no ${req.method} ${req.path}.`);
  });
  server.get(`${consolePath}/*`, pages(options.assets));
  return server;
}
