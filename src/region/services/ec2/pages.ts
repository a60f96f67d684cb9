/** Answers in pages, as the Describe operations of EC2 give them with MaxResults and NextToken. */
import { invalidNextToken, invalidValue } from './errors.ts';

export interface PageRequest {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

/**
 * One page; without MaxResults everything is on it, as on AWS. Takes no more of the items than that needs.
 * @param items in ascending order of `position`, which is unique: the next page begins behind the last item of this one,
 * whatever has come or gone meanwhile
 * @throws InvalidParameterValue, InvalidNextToken
 */
export function page<Item, Position extends string | number>(
  items: Iterable<Item>,
  { MaxResults = Number.POSITIVE_INFINITY, NextToken }: PageRequest,
  position: (item: Item) => Position,
): { items: Item[]; NextToken: string | undefined } {
  checkSize(MaxResults);
  const after = positionBefore(NextToken);
  const shown: Item[] = [];
  for (const item of items) {
    if (after !== undefined && position(item) <= after) continue;
    if (shown.length === MaxResults) return { items: shown, NextToken: tokenOf(position(shown.at(-1)!)) };
    shown.push(item);
  }
  return { items: shown, NextToken: undefined };
}

function checkSize(size: number): void {
  if (size === Number.POSITIVE_INFINITY) return;
  const told = `Value ( ${size} ) for parameter maxResults is invalid.`;
  if (size < 5) throw invalidValue(`${told} Expecting a value greater than 5.`);
  if (size > 1000) throw invalidValue(`${told} Expecting a value smaller than 1000.`);
}

const tokenOf = (after: string | number): string => Buffer.from(JSON.stringify({ after })).toString('base64');

/** The position of the last item of the page before; undefined on the first one. @throws InvalidNextToken */
export function positionBefore(token: string | undefined): string | number | undefined {
  if (token === undefined) return undefined;
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString());
    if (typeof after === 'string' || typeof after === 'number') return after;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalidNextToken();
}
