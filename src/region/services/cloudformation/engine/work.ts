/** A step while it is performed, and how it ends. */
import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import type { Resource, ResourceStatus } from '../rows/resources.ts';
import type { Stack } from '../rows/stacks.ts';
import { type Step, steps } from '../rows/steps.ts';
import { setResourceStatus } from './events.ts';
import { advance } from './phases.ts';
import { failureReason, isTransient } from './reason.ts';

export interface Work {
  /** of CloudFormation itself */
  readonly context: Context;
  /** of the stack's principal, for calls to the services */
  readonly as: Context;
  readonly stack: Stack;
  readonly step: Step;
  readonly lastAttempt: boolean;
}

/**
 * All of it or nothing. What may pass (a throttled call) is thrown on, so that the effect is tried again.
 * @returns undefined when it failed, which is then recorded
 */
export function attempt<T>(work: Work, row: Resource, status: ResourceStatus, action: () => T): T | undefined {
  try {
    return work.context.db.transaction(action);
  } catch (error) {
    if (!work.lastAttempt && (isTransient(error) || !(error instanceof WireError))) throw error;
    fail(work, row, status, error);
    return undefined;
  }
}

/** The step has failed, and says why. */
export function fail({ context, stack, step }: Work, row: Resource, status: ResourceStatus, error: unknown): void {
  setResourceStatus(context, stack, row, status, {
    reason: failureReason(error, row.type, context.uuid(), context.uuid()),
  });
  steps.put(context.db, { ...step, state: 'failed', resourceId: row.id });
  advance(context, stack.id);
}

/** The step is done: what waited for it goes on. */
export function finish({ context, stack, step }: Work, row: Resource): void {
  steps.put(context.db, { ...step, state: 'done', resourceId: row.id });
  advance(context, stack.id);
}
