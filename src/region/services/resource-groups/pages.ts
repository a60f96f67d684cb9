import { badRequest } from './errors.ts';

/**
 * One page of a list that has a defined order. The token is the number of items that came before.
 * @throws WireError BadRequestException
 */
export function page<Item>(
  items: readonly Item[],
  { NextToken, MaxResults = 50 }: { NextToken?: string | undefined; MaxResults?: number | undefined },
): { items: Item[]; NextToken: string | undefined } {
  if (MaxResults < 1 || MaxResults > 50) throw badRequest('MaxResults must be between 1 and 50.');
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw badRequest('The NextToken is not valid.');
  const to = from + MaxResults;
  return {
    items: items.slice(from, to),
    NextToken: to < items.length ? Buffer.from(String(to)).toString('base64url') : undefined,
  };
}
