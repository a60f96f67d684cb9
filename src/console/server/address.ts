/** Where the console stands below its address. No bucket of S3 can have such a name, so a Region can have it beside its API. */
export const consolePath = '/_console';

/** The address with which a browser is let in. The token is behind the #: it is never sent in a request for a page, and so in no log. */
export function consoleAddress(origin: string, token: string): string {
  return `${origin}${consolePath}/#token=${token}`;
}
