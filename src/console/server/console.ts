/** The console: its pages, and what they ask and order. It is served on loopback, by the Region itself or by a process of its own. */
import { Hono } from 'hono';
import { carryOut } from './actions.ts';
import { consolePath } from './address.ts';
import { answerOnce, stream } from './live.ts';
import type { ConsoleOptions } from './options.ts';
import { pages } from './pages.ts';
import { demandToken, headers, refuseForeigners } from './safety.ts';
import { answerTrouble, BadRequest } from './trouble.ts';

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
