/**
 * The life of a stack. Each status that is "in progress" is a phase: it has steps, one a resource, that wait for each other, and
 * it leads to another status when they are done, or when one has failed.
 * Source: AWS CloudFormation User Guide, "Understand CloudFormation stack creation events" and "Stack status codes".
 */
import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { changeSets } from '../rows/changeSets.ts';
import { resources } from '../rows/resources.ts';
import type { Stack, StackStatus } from '../rows/stacks.ts';
import { type Step, steps } from '../rows/steps.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { applySteps, type NewStep, removeAll, removeSuperseded, revertSteps } from './newSteps.ts';
import { exportInUse, publishOutputs, stackOf, withdrawOutputs } from './outputs.ts';
import { settleRows, supersedeFresh, supersedeUnwanted } from './superseding.ts';

interface Phase {
  steps(context: Context, stack: Stack): NewStep[];
  /** One failure ends the phase; otherwise only what needs the failed one is left out. */
  readonly stopsAtFailure: boolean;
  done(context: Context, stack: Stack): void;
  failed(context: Context, stack: Stack, reason: string): void;
}

const phases: Readonly<Partial<Record<StackStatus, Phase>>> = {
  CREATE_IN_PROGRESS: {
    steps: applySteps,
    stopsAtFailure: true,
    done: (context, stack) =>
      complete(context, stack, (outputs) => enter(context, stack, 'CREATE_COMPLETE', { outputs })),
    failed(context, stack, reason) {
      if (stack.onFailure === 'DO_NOTHING') return enter(context, stack, 'CREATE_FAILED', { reason });
      if (stack.onFailure === 'DELETE') {
        return enter(context, stack, 'DELETE_IN_PROGRESS', { reason: `${reason}Delete requested by user.` });
      }
      enter(context, stack, 'ROLLBACK_IN_PROGRESS', { reason: `${reason}Rollback requested by user.` });
    },
  },
  ROLLBACK_IN_PROGRESS: {
    steps: removeAll,
    stopsAtFailure: false,
    done: (context, stack) => enter(context, stack, 'ROLLBACK_COMPLETE'),
    failed: (context, stack, reason) => enter(context, stack, 'ROLLBACK_FAILED', { reason }),
  },
  UPDATE_IN_PROGRESS: {
    steps: applySteps,
    stopsAtFailure: true,
    done: (context, stack) =>
      complete(context, stack, (outputs) => {
        supersedeUnwanted(context, stack);
        enter(context, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { outputs, previous: undefined });
      }),
    failed(context, stack, reason) {
      if (stack.onFailure === 'DO_NOTHING') return enter(context, stack, 'UPDATE_FAILED', { reason });
      rollBackUpdate(context, stack, reason);
    },
  },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: {
    steps: removeSuperseded,
    stopsAtFailure: false,
    done: (context, stack) => enter(context, stack, 'UPDATE_COMPLETE'),
    // the update has come about; what could not be removed says so in its own events
    failed: (context, stack) => enter(context, stack, 'UPDATE_COMPLETE'),
  },
  UPDATE_ROLLBACK_IN_PROGRESS: {
    steps: revertSteps,
    stopsAtFailure: false,
    done: (context, stack) => {
      supersedeFresh(context, stack);
      settleRows(context, stack);
      enter(context, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', { previous: undefined });
    },
    failed: (context, stack, reason) => enter(context, stack, 'UPDATE_ROLLBACK_FAILED', { reason }),
  },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: {
    steps: removeSuperseded,
    stopsAtFailure: false,
    done: (context, stack) => enter(context, stack, 'UPDATE_ROLLBACK_COMPLETE'),
    failed: (context, stack) => enter(context, stack, 'UPDATE_ROLLBACK_COMPLETE'),
  },
  DELETE_IN_PROGRESS: {
    steps: removeAll,
    stopsAtFailure: false,
    done(context, stack) {
      withdrawOutputs(context, stack);
      for (const { id } of changeSets.list(context.db, stack.id)) changeSets.remove(context.db, id);
      enter(context, stack, 'DELETE_COMPLETE', { deletedAt: context.now });
    },
    failed: (context, stack, reason) => enter(context, stack, 'DELETE_FAILED', { reason }),
  },
};

/** Whether an operation is under way on a stack of that status. */
export function inProgress(status: StackStatus): boolean {
  return phases[status] !== undefined;
}

/** Gives the stack a status and begins what that status is about. */
export function enter(context: Context, stack: Stack, status: StackStatus, changes: Partial<Stack> = {}) {
  steps.clear(context.db, stack.id);
  const next = setStackStatus(context, stack, status, changes);
  const phase = phases[status];
  if (!phase) return;
  const obstacle = status === 'DELETE_IN_PROGRESS' ? exportInUse(context, next) : undefined;
  if (obstacle !== undefined) return phase.failed(context, next, obstacle);
  for (const step of phase.steps(context, next))
    steps.insert(context.db, { ...step, stackId: stack.id, state: 'waiting' });
  advance(context, stack.id);
}

/** The timer `timeout`: a creation has had its TimeoutInMinutes. */
export function timeOut({ stackId }: { stackId: string }, context: Context): void {
  const stack = stackOf(context, stackId);
  if (stack.status === 'CREATE_IN_PROGRESS')
    interrupt(context, stack, 'Stack creation time exceeded the specified timeout. ');
}

/** Ends the phase that is under way, as a failure for that reason. */
function interrupt(context: Context, stack: Stack, reason: string): void {
  cancelSteps(context, stack);
  phases[stack.status]!.failed(context, stack, reason);
}

/** Takes an update that is under way, or has failed, back. */
export function rollBackUpdate(context: Context, stack: Stack, reason: string): void {
  cancelSteps(context, stack);
  enter(context, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', { reason, definition: stack.previous ?? stack.definition });
}

/** Begins the steps that nothing holds up any more, and ends the phase when there is none left. */
export function advance(context: Context, stackId: string) {
  const stack = stackOf(context, stackId);
  const phase = phases[stack.status];
  if (!phase) return;
  const all = steps.list(context.db, stackId);
  if (phase.stopsAtFailure && all.some((step) => step.state === 'failed'))
    return interrupt(context, stack, failures(context, stack));

  const states = new Map(all.map((step) => [step.key, step.state]));
  const waiting = new Set(all.filter((step) => step.state === 'waiting'));
  for (let moved = true; moved; ) {
    moved = false;
    for (const step of waiting) {
      const needed = step.needs.map((key) => states.get(key) ?? 'done');
      const state = needed.some((one) => one === 'failed' || one === 'skipped')
        ? 'skipped'
        : needed.every((one) => one === 'done')
          ? 'asked'
          : 'waiting';
      if (state === 'waiting') continue;
      steps.put(context.db, { ...step, state });
      states.set(step.key, state);
      waiting.delete(step);
      moved = true;
      if (state === 'asked') {
        context.addEffect({
          service: 'cloudformation',
          name: 'step',
          key: String(step.id),
          payload: { step: step.id },
        });
      }
    }
  }
  if ([...states.values()].some((state) => state === 'asked' || state === 'settling')) return;
  if ([...states.values()].includes('failed')) phase.failed(context, stack, failures(context, stack));
  else phase.done(context, stack);
}

/** `The following resource(s) failed to create: [A, B]. ` */
function failures(context: Context, stack: Stack): string {
  const verbs = { CREATE: 'create', UPDATE: 'update', DELETE: 'delete' } as const;
  // those that a failure elsewhere cancels have failed as well
  const failed = steps
    .list(context.db, stack.id)
    .filter((step) => step.state === 'failed' || (step.state === 'settling' && phases[stack.status]?.stopsAtFailure));
  return Object.entries(verbs)
    .map(([kind, verb]) => {
      const names = failed.filter((step) => kindOf(context, step) === kind).map((step) => step.logicalId);
      return names.length === 0
        ? ''
        : `The following resource(s) failed to ${verb}: [${[...new Set(names)].sort().join(', ')}]. `;
    })
    .join('');
}

function kindOf(context: Context, step: Step): string | undefined {
  const resource = step.resourceId === undefined ? undefined : resources.get(context.db, step.resourceId);
  return resource?.status.split('_')[0];
}

/** Whatever is under way is left where it is: what was being made or changed has failed. */
export function cancelSteps(context: Context, stack: Stack): void {
  for (const step of steps.list(context.db, stack.id)) {
    if (step.state !== 'settling') continue;
    context.cancelTimer({ service: 'cloudformation', name: 'settle', key: String(step.id) });
    const resource = step.resourceId === undefined ? undefined : resources.get(context.db, step.resourceId);
    if (!resource || resource.status === 'DELETE_IN_PROGRESS') continue;
    const creating = resource.status.startsWith('CREATE');
    setResourceStatus(context, stack, resource, creating ? 'CREATE_FAILED' : 'UPDATE_FAILED', {
      reason: `Resource ${creating ? 'creation' : 'update'} cancelled`,
    });
  }
  steps.clear(context.db, stack.id);
}

/** All resources stand: publishes the outputs, or fails for what is wrong with them. */
function complete(context: Context, stack: Stack, then: (outputs: Stack['outputs']) => void) {
  let outputs: Stack['outputs'];
  try {
    outputs = context.db.transaction(() => publishOutputs(context, stack));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return phases[stack.status]!.failed(context, stack, `${error.message} `);
  }
  settleRows(context, stack);
  then(outputs);
}
