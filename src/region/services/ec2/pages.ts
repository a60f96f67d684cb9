/** Answers in pages, as the Describe operations of EC2 give them with MaxResults and NextToken. */
import { invalidNextToken, invalidValue } from './errors.ts';

export interface PageRequest {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

/**
 * One page; without MaxResults everything is on it, as on AWS.
 * @param items in ascending order of `position`, which is unique: the next page begins behind the last item of this one,
 * whatever has come or gone meanwhile
 * @throws InvalidParameterValue, InvalidNextToken
 */
export function page<Item, Position extends string | number>(
  items: readonly Item[],
  { MaxResults, NextToken }: PageRequest,
  position: (item: Item) => Position,
): { items: readonly Item[]; NextToken: string | undefined } {
  checkSize(MaxResults);
  const after = NextToken === undefined ? undefined : read(NextToken);
  const rest = after === undefined ? items : items.filter((item) => position(item) > after);
  if (MaxResults === undefined || rest.length <= MaxResults) return { items: rest, NextToken: undefined };
  const shown = rest.slice(0, MaxResults);
  return {
    items: shown,
    NextToken: Buffer.from(JSON.stringify({ after: position(shown.at(-1)!) })).toString('base64'),
  };
}

function checkSize(size: number | undefined): void {
  if (size === undefined) return;
  const told = `Value ( ${size} ) for parameter maxResults is invalid.`;
  if (size < 5) throw invalidValue(`${told} Expecting a value greater than 5.`);
  if (size > 1000) throw invalidValue(`${told} Expecting a value smaller than 1000.`);
}

function read(token: string): string | number {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString());
    if (typeof after === 'string' || typeof after === 'number') return after;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalidNextToken();
}
