import { styleText } from 'node:util';

/** Errors of these names say what is wrong and what to do by themselves. */
const spoken = [
  'Failure',
  'NoConnection',
  'OtherRegion',
  'TimeIsReal',
  'DataUnusable',
  'StoreTrouble',
  'NewerDatabase',
  'PortInUse',
  'MachineError',
];

/** Ends the process with the error's own words on standard error, and exit code 1. */
export function exitWith(error: unknown): never {
  console.error(`${styleText('red', 'Error:', { stream: process.stderr })} ${messageOf(error)}`);
  process.exit(1);
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (spoken.includes(error.name)) return error.message;
  if ('$metadata' in error) return `${error.name}: ${error.message}`;
  if ('code' in error && error.code === 'ECONNREFUSED')
    return `Nothing answers at the endpoint (${error.message}). Start a Region with 'wakepatch up', or name another --endpoint-url.`;
  return error.stack ?? error.message;
}
