import { invalidParameter } from './errors.ts';
import type { Position } from './rows.ts';

/** Where reading goes on: a letter for the direction, then the position, as CloudWatch's own tokens look. */
export function tokenOf(direction: 'f' | 'b', { timestamp, id }: Position): string {
  return `${direction}/${timestamp}.${id}/s`;
}

/** @throws WireError InvalidParameterException */
export function positionOf(token: string): Position & { direction: 'f' | 'b' } {
  const [, direction, timestamp, id] = /^([fb])\/(-?\d+)\.(-?\d+)\/s$/.exec(token) ?? [];
  if (direction === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return { direction: direction as 'f' | 'b', timestamp: Number(timestamp), id: Number(id) };
}
