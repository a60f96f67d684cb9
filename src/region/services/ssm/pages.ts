import { constraint, invalidNextToken } from './errors.ts';

export interface Paging {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

/**
 * One page of a list that has a defined order. The token is the number of items that came before.
 * @param limits of MaxResults; `most` is also its default
 * @throws WireError ValidationException, InvalidNextToken
 */
export function page<Item>(
  items: readonly Item[],
  { NextToken, MaxResults }: Paging,
  limits: { least: number; most: number },
): { items: Item[]; NextToken: string | undefined } {
  if (MaxResults !== undefined && MaxResults < limits.least)
    throw constraint(MaxResults, 'maxResults', `Member must have value greater than or equal to ${limits.least}`);
  if (MaxResults !== undefined && MaxResults > limits.most)
    throw constraint(MaxResults, 'maxResults', `Member must have value less than or equal to ${limits.most}`);
  const from = NextToken === undefined ? 0 : decode(NextToken);
  const to = from + (MaxResults ?? limits.most);
  return { items: items.slice(from, to), NextToken: to < items.length ? encode(to) : undefined };
}

const encode = (from: number): string => Buffer.from(`from ${from}`).toString('base64url');

function decode(token: string): number {
  const [, from] = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (from === undefined) throw invalidNextToken();
  return Number(from);
}
