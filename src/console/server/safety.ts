/** Who may speak to the console: pages of its own origin that know its token, and nobody else. */
import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { Refused } from './trouble.ts';

/** Nothing but the console's own files is ever loaded, run, framed or asked. Source: Content Security Policy Level 3. */
export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
  crossOriginResourcePolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  // Loopback has no TLS to insist on.
  strictTransportSecurity: false,
});

const ownNames = ['127.0.0.1', 'localhost'];

/** Neither a name that somebody lets resolve to loopback gets in, nor a page from elsewhere. */
export const refuseForeigners: MiddlewareHandler = async ({ req }, next) => {
  const host = req.header('host') ?? '';
  if (!ownNames.includes(host.replace(/:\d+$/, '')))
    throw new Refused(`The Host header '${host}' is not the console's. Use the address that it was started with.`);
  const origin = req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refused(`Requests from the origin '${origin}' are refused.`);
  const site = req.header('sec-fetch-site');
  if (req.path.includes('/api/') && site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refused('Requests from other sites are refused.');
  await next();
};

export function demandToken(token: string): MiddlewareHandler {
  const wanted = Buffer.from(`Bearer ${token}`);
  return async ({ req }, next) => {
    const given = Buffer.from(req.header('authorization') ?? '');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new Refused('The console wants the token of the address that it was started with.', 401);
    await next();
  };
}
