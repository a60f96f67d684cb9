/**
 * What a command comes to (User Guide, "Understanding command statuses"). An invocation has one status detail; Status
 * is the coarser word for it, and a command's are worked out from those of its invocations.
 */
import type { CommandInvocationStatus, CommandStatus } from '@aws-sdk/client-ssm';

export type InvocationDetails = keyof typeof invocationStatus;
export type CommandDetails = keyof typeof commandStatus;

/** StatusDetails of an invocation -> Status. */
export const invocationStatus = {
  Pending: 'Pending',
  Delayed: 'Delayed',
  InProgress: 'InProgress',
  Cancelling: 'Cancelling',
  Success: 'Success',
  Failed: 'Failed',
  ExecutionTimedOut: 'TimedOut',
  DeliveryTimedOut: 'TimedOut',
  Undeliverable: 'Failed',
  Terminated: 'Cancelled',
  Cancelled: 'Cancelled',
} as const satisfies Record<string, CommandInvocationStatus>;

/** StatusDetails of a command -> Status. */
export const commandStatus = {
  Pending: 'Pending',
  InProgress: 'InProgress',
  Cancelling: 'Cancelling',
  Success: 'Success',
  NoInstancesInTag: 'Success',
  Failed: 'Failed',
  ExecutionTimedOut: 'TimedOut',
  DeliveryTimedOut: 'TimedOut',
  Incomplete: 'Failed',
  Cancelled: 'Cancelled',
} as const satisfies Record<string, CommandStatus>;

const undelivered = new Set<InvocationDetails>(['Pending', 'Delayed']);
const underWay = new Set<InvocationDetails>([...undelivered, 'InProgress', 'Cancelling']);

/** Whether it has not reached its machine: then there is nothing to be ended there. */
export const isUndelivered = (details: InvocationDetails): boolean => undelivered.has(details);

export const isOver = (details: InvocationDetails): boolean => !underWay.has(details);

export interface Counts {
  completed: number;
  /** those that count against MaxErrors: neither delivery time-outs nor undeliverable ones do */
  errors: number;
  deliveryTimedOut: number;
}

const count = (all: readonly InvocationDetails[], ...some: InvocationDetails[]): number =>
  all.filter((details) => some.includes(details)).length;

export const countsOf = (all: readonly InvocationDetails[]): Counts => ({
  completed: all.filter(isOver).length,
  errors: count(all, 'Failed', 'ExecutionTimedOut'),
  deliveryTimedOut: count(all, 'DeliveryTimedOut'),
});

/** @param maxErrors how many errors are allowed before the command has failed */
export function commandDetails(all: readonly InvocationDetails[], maxErrors: number): CommandDetails {
  if (all.length === 0) return 'NoInstancesInTag';
  if (!all.every(isOver)) {
    if (all.includes('Cancelling')) return 'Cancelling';
    return all.every(isUndelivered) ? 'Pending' : 'InProgress';
  }
  if (all.every((details) => details === 'Success')) return 'Success';
  if (all.includes('Cancelled')) return 'Cancelled';
  const { errors, deliveryTimedOut } = countsOf(all);
  if (errors > maxErrors) return all.includes('Failed') ? 'Failed' : 'ExecutionTimedOut';
  if (deliveryTimedOut > maxErrors) return 'DeliveryTimedOut';
  return all.every((details) => details === 'Undeliverable') ? 'Failed' : 'Incomplete';
}

/** A number, or a percentage of the targets: `10` or `10%`. */
export function share(value: string, targets: number): number {
  return value.endsWith('%') ? Math.floor((targets * Number(value.slice(0, -1))) / 100) : Number(value);
}
