import type { MachineError } from '../../machines/driver.ts';

/** Why an instance is in the state it is in, as StateReason has it (API page of StateReason). */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

const reason = (code: string, text: string): Reason => ({ code, message: `${code}: ${text}` });

export const userInitiated = reason('Client.UserInitiatedShutdown', 'User initiated shutdown');

export const instanceInitiated = reason('Client.InstanceInitiatedShutdown', 'Instance initiated shutdown');

/** @param cause what the machine driver says */
export const internalError = (cause: string): Reason => reason('Server.InternalError', cause);

/** Why a machine did not start, in the words of its driver. */
export const startFailed = ({ reason: code, message }: MachineError): Reason =>
  code === undefined ? internalError(message) : reason(code, message);

/** AWS gives every fresh start this one. */
export const pending: Reason = { code: 'pending', message: 'pending' };

/** StateTransitionReason: `User initiated (2026-11-23 10:00:00 GMT)`. @param now milliseconds since epoch */
export function byUser(now: number): string {
  return `User initiated (${new Date(now).toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}
