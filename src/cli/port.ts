import { Failure } from '../operator/failure.ts';

/** @throws Failure */
export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Failure(`--port ${text} is no port. Give a number from 0 to 65535.`);
  return port;
}
