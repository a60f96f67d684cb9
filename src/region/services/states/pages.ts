import { invalidToken } from './errors.ts';

/** Pages are continued behind a number: of the last row of the page before, or how many rows were shown. */
export function tokenOf(last: number | undefined): string | undefined {
  return last === undefined ? undefined : Buffer.from(`after:${last}`).toString('base64url');
}

/** @throws WireError InvalidToken */
export function readToken(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const last = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (last === undefined) throw invalidToken(token);
  return Number(last);
}

/** Source: API Reference, `maxResults` of the List operations: "A value of 0 uses the default", which is 100. */
export function pageSize(wanted: number | undefined): number {
  return wanted === undefined || wanted === 0 ? 100 : Math.min(wanted, 1000);
}

/**
 * One page of a list.
 * @param read gives the rows behind `after`, `limit` of them at most
 * @param place of a row, behind which the next page begins
 */
export function pageOf<Row>(
  request: { maxResults?: number | undefined; nextToken?: string | undefined },
  start: number,
  read: (after: number, limit: number) => Row[],
  place: (row: Row) => number,
): { rows: Row[]; nextToken: string | undefined } {
  const size = pageSize(request.maxResults);
  const rows = read(readToken(request.nextToken) ?? start, size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, nextToken: rows.length > size && last !== undefined ? tokenOf(place(last)) : undefined };
}

/** One page of a list that is read by offset. */
export function pageByOffset<Row>(
  request: { maxResults?: number | undefined; nextToken?: string | undefined },
  read: (offset: number, limit: number) => Row[],
): { rows: Row[]; nextToken: string | undefined } {
  const size = pageSize(request.maxResults);
  const offset = readToken(request.nextToken) ?? 0;
  const rows = read(offset, size + 1);
  return { rows: rows.slice(0, size), nextToken: rows.length > size ? tokenOf(offset + size) : undefined };
}
