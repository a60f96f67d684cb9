/** Numbers that options name. */
import { Failure } from '../operator/failure.ts';

/** @param most the largest there may be. @throws Failure for what is no whole number from 1 on */
export function countOf(option: string, text: string, most: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new Failure(`${option} ${text} is no count. Give a whole number from 1 to ${most}.`, 'usage');
}

/** @throws Failure for what is no port */
export function portOf(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Failure(`${option} ${text} is no port. Give a number from 0 to 65535.`, 'usage');
}
