import { constraintViolated, validationException } from './errors.ts';

/**
 * One page of a list that is small enough to be read whole. The token is where the next one begins.
 * @throws WireError ValidationException
 */
export function pageOf<Row>(
  { Limit, NextToken }: { Limit?: number | undefined; NextToken?: string | undefined },
  rows: readonly Row[],
): { page: Row[]; NextToken: string | undefined } {
  const limit = Limit ?? 100;
  if (limit < 1 || limit > 100)
    throw constraintViolated(
      limit,
      'limit',
      `Member must have value ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
    );
  const start = NextToken === undefined ? 0 : offsetOf(NextToken);
  const end = start + limit;
  return { page: rows.slice(start, end), NextToken: rows.length > end ? tokenOf(end) : undefined };
}

const tokenOf = (offset: number): string => Buffer.from(`after:${offset}`).toString('base64url');

function offsetOf(token: string): number {
  const offset = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw validationException('Parameter NextToken is not valid.');
  return Number(offset);
}
