import { done, failed, type Verdict, waiting } from './verdict.ts';
import { unlessTooLate, type Wait } from './wait.ts';

/** A command on one instance, as Run Command reports it. Source: SSM API Reference, "GetCommandInvocation". */
export interface CommandInvocation {
  /** Undefined while Run Command does not know the invocation yet. */
  status?: string;
  /** Says more than the status, such as `Delivery Timed Out` for `TimedOut`. */
  statusDetails?: string;
  /** The exit code of the document's last plugin; -1 while there is none. */
  responseCode?: number;
  /** What was written to standard error. */
  standardError?: string;
}

type Meaning = (invocation: CommandInvocation) => Verdict;

const underWay: Meaning = ({ status }) => waiting(`its patch command is ${status}`);
const ended =
  (error: string): Meaning =>
  (invocation) =>
    failed(error, describeEnd(invocation));

// Source: Systems Manager User Guide, "Understanding command statuses".
const MEANING: Record<string, Meaning> = {
  Pending: underWay,
  InProgress: underWay,
  Delayed: underWay,
  Cancelling: underWay,
  Success: () => done,
  Failed: ended('PatchFailed'),
  TimedOut: ended('PatchTimedOut'),
  Cancelled: ended('PatchCancelled'),
};

const LONGEST_QUOTE = 500;

/**
 * What the status of the patch command means. Fails with `PatchFailed`, `PatchTimedOut` or `PatchCancelled` as the
 * command ended, and with `PatchNotFinished` at the limit.
 */
export function patchProgress(invocation: CommandInvocation, wait: Wait): Verdict {
  if (!invocation.status) return unlessTooLate(waiting('its patch command is not known yet'), wait, 'PatchNotFinished');
  const meaning = MEANING[invocation.status] ?? ended('PatchFailed');
  return unlessTooLate(meaning(invocation), wait, 'PatchNotFinished');
}

function describeEnd({ status, statusDetails, responseCode, standardError }: CommandInvocation): string {
  const end = `its patch command ended as ${statusDetails || status} with exit code ${responseCode ?? 'unknown'}`;
  const quote = standardError?.trim().slice(-LONGEST_QUOTE);
  return quote ? `${end}: ${quote}` : end;
}
