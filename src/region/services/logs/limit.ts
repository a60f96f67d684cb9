import { constraintViolated } from './errors.ts';

/** The `limit` of a listing, which is also its default when nothing is said. @throws WireError InvalidParameterException */
export function limitOf(limit: number | undefined, most: number): number {
  if (limit !== undefined && limit < 1)
    throw constraintViolated(limit, 'limit', 'Member must have value greater than or equal to 1');
  if (limit !== undefined && limit > most)
    throw constraintViolated(limit, 'limit', `Member must have value less than or equal to ${most}`);
  return limit ?? most;
}
