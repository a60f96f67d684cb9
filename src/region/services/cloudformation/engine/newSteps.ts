/** Which steps a phase has, and what each of them needs. */
import type { Context } from '../../../service.ts';
import { type Resource, resources } from '../rows/resources.ts';
import type { Stack } from '../rows/stacks.ts';
import type { Step } from '../rows/steps.ts';
import { currentBlueprint } from './outputs.ts';

export type NewStep = Pick<Step, 'action' | 'key' | 'logicalId' | 'resourceId' | 'needs'>;

/** One for each resource that the template wants. */
export function applySteps(context: Context, stack: Stack): NewStep[] {
  const { graph } = currentBlueprint(context, stack, stack.definition);
  return [...graph].map(([logicalId, needs]) => ({ action: 'apply', key: logicalId, logicalId, needs }));
}

/** One for each resource that the update has changed in place. */
export function revertSteps(context: Context, stack: Stack): NewStep[] {
  const changed = resources.list(context.db, stack.id).filter((resource) => !resource.superseded && resource.before);
  return changed.map(({ id, logicalId, needs }) => ({
    action: 'revert',
    key: logicalId,
    logicalId,
    resourceId: id,
    needs,
  }));
}

/** One for each resource there is, superseded ones among them. */
export function removeAll(context: Context, stack: Stack): NewStep[] {
  const gone = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];
  return removeSteps(resources.list(context.db, stack.id).filter((resource) => !gone.includes(resource.status)));
}

/** One for each resource that has been replaced, or that the template has no more. */
export function removeSuperseded(context: Context, stack: Stack): NewStep[] {
  return removeSteps(resources.list(context.db, stack.id).filter((resource) => resource.superseded));
}

/** Each goes after all that need it; what is superseded and what is current were never part of one graph. */
function removeSteps(doomed: readonly Resource[]): NewStep[] {
  return doomed.map((resource) => ({
    action: 'remove',
    key: String(resource.id),
    logicalId: resource.logicalId,
    resourceId: resource.id,
    needs: doomed
      .filter((other) => other.superseded === resource.superseded && other.needs.includes(resource.logicalId))
      .map((other) => String(other.id)),
  }));
}
