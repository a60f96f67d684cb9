import { invalidParameter } from './errors.ts';

/** Rows of a page. Source: SNS API Reference, "ListTopics", "ListSubscriptions": up to 100. */
const size = 100;

/**
 * One page of a list. The token is the place of the last row that was shown.
 * @param read gives the rows behind `after`, `limit` of them at most
 */
export function pageOf<Row>(
  NextToken: string | undefined,
  read: (after: string, limit: number) => Row[],
  place: (row: Row) => string,
): { page: Row[]; NextToken: string | undefined } {
  const rows = read(NextToken === undefined ? '' : placeIn(NextToken), size + 1);
  const page = rows.slice(0, size);
  const more = rows.length > size;
  return { page, NextToken: more ? Buffer.from(`after:${place(page.at(-1)!)}`).toString('base64url') : undefined };
}

/** @throws WireError InvalidParameter */
function placeIn(token: string): string {
  const [, place] = /^after:(.+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (place === undefined) throw invalidParameter('NextToken');
  return place;
}
