import { invalidToken } from './errors.ts';

/** Pages are continued behind a number, that of the last row of the page before. */
export function tokenOf(last: number | undefined): string | undefined {
  return last === undefined ? undefined : Buffer.from(`after:${last}`).toString('base64url');
}

/** @throws WireError InvalidToken */
export function readToken(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const last = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (last === undefined) throw invalidToken(`Invalid Token: '${token}'`);
  return Number(last);
}

/** Source: API Reference, `maxResults` of the List operations: "A value of 0 uses the default", which is 100. */
export function pageSize(wanted: number | undefined): number {
  return wanted === undefined || wanted === 0 ? 100 : Math.min(wanted, 1000);
}
