/** Pages of lists. A token is the place in the list where the next page begins. */
import { validationError } from './errors.ts';

/** @throws WireError ValidationError for a token that is none of ours */
export function page<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): { items: T[]; NextToken?: string } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > items.length)
    throw validationError(`Invalid NextToken: ${token}`);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}
