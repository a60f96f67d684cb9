/**
 * One step of an operation: what it does to its resource. It runs in the transaction that ends its effect, together with the
 * record of what it did: a Region that dies has done both or neither.
 */

import { notSupported, WireError } from '../../../errors.ts';
import type { Commit, Context, Outside, Principal } from '../../../service.ts';
import { resourceTypeOf } from '../resources/index.ts';
import { physicalName } from '../resources/names.ts';
import type { Made, ResourceType, Standing } from '../resources/resourceType.ts';
import { changeOf } from '../resources/schema.ts';
import { type Resource, type ResourceProperties, resources } from '../rows/resources.ts';
import type { Stack } from '../rows/stacks.ts';
import { type Step, steps } from '../rows/steps.ts';
import { wantedProperties } from './blueprint.ts';
import { changedProperties } from './changes.ts';
import { setResourceStatus } from './events.ts';
import { currentBlueprint, stackOf } from './outputs.ts';
import { attempt, fail, finish, type Work } from './work.ts';

/** How often a step whose call was throttled, or broke down, is tried before that counts as its failure. */
const attempts = 8;

/** Until the next look at a resource that is not ready, or not gone: the longer it has taken, the longer. Milliseconds. */
const settleInterval = (waited: number) => Math.max(250, waited / 20);

/** A resource that is not ready by then has failed. Milliseconds. */
const settleLimit = 60 * 60 * 1000;

/** The effect `step`. */
export async function performStep(
  { step: id }: { step: number },
  _outside: Outside,
  { attempt: tried }: { attempt: number },
): Promise<Commit> {
  return (context) => {
    const step = steps.get(context.db, id);
    // cancelled meanwhile
    if (step?.state !== 'asked') return;
    const stack = stackOf(context, step.stackId);
    actions[step.action]({
      context,
      as: actingAs(context, stack.principal),
      stack,
      step,
      lastAttempt: tried + 1 >= attempts,
    });
  };
}

/** The timer `settle`. */
export function settleStep({ step: id }: { step: number }, context: Context): void {
  const step = steps.get(context.db, id);
  if (step?.state !== 'settling') return;
  const stack = stackOf(context, step.stackId);
  // the timer of a look that breaks down goes off again, until the resource has had its time
  const lastAttempt = context.now - step.settlingSince! >= settleLimit;
  settle(
    { context, as: actingAs(context, stack.principal), stack, step, lastAttempt },
    resources.get(context.db, step.resourceId!)!,
  );
}

function actingAs(context: Context, principal: Principal): Context {
  return {
    ...context,
    principal,
    call: (service, operation, input, as = principal) => context.call(service, operation, input, as),
  };
}

const actions: Readonly<Record<Step['action'], (work: Work) => void>> = { apply, revert, remove };

/** Brings about what the template says: makes the resource, changes it, replaces it, or finds that nothing has changed. */
function apply(work: Work) {
  const { context, stack, step } = work;
  const plan = currentBlueprint(work.as, stack, stack.definition);
  const declared = plan.template.resources[step.logicalId]!;
  const row = resources.current(context.db, stack.id, step.logicalId);
  const created = {
    stackId: stack.id,
    logicalId: step.logicalId,
    type: declared.Type,
    needs: plan.graph.get(step.logicalId)!,
    onDeletion: declared.DeletionPolicy,
    onReplacement: declared.UpdateReplacePolicy,
    attributes: {},
    fresh: true,
    updatedAt: context.now,
  };
  const insert = (properties: ResourceProperties, replaces?: number): Resource =>
    resources.insert(context.db, {
      ...created,
      properties,
      status: 'CREATE_IN_PROGRESS',
      ...(replaces ? { replaces } : {}),
    });

  let wanted: ResourceProperties;
  try {
    wanted = wantedProperties(plan, stack.definition, step.logicalId);
  } catch (error) {
    return fail(work, row ?? insert({}), row?.physicalId ? 'UPDATE_FAILED' : 'CREATE_FAILED', error);
  }
  if (!row) return create(work, insert(wanted), 'CREATE_IN_PROGRESS');
  if (row.physicalId === undefined || row.status === 'DELETE_COMPLETE' || row.status === 'DELETE_SKIPPED') {
    resources.remove(context.db, row.id);
    return create(work, insert(wanted), 'CREATE_IN_PROGRESS');
  }
  const type = resourceTypeOf(declared.Type);
  const changed = row.type === declared.Type ? changedProperties(row.properties, wanted) : [];
  const refused = changed.find((name) => changeOf(type.properties[name], wanted) === 'refuse');
  if (refused !== undefined) {
    return fail(work, row, 'UPDATE_FAILED', notSupported(`a change of ${refused} of ${row.type}`));
  }
  const replace =
    row.type !== declared.Type ||
    row.status === 'CREATE_FAILED' ||
    changed.some((name) => changeOf(type.properties[name], wanted) === 'replace');
  if (replace) {
    resources.put(context.db, { ...row, superseded: true, replaced: true });
    return create(work, insert(wanted, row.id), 'UPDATE_IN_PROGRESS');
  }
  // cancelled by an earlier update, and now as it is wanted
  const left = row.status === 'UPDATE_FAILED';
  if (changed.length === 0) return finish(work, left ? setResourceStatus(context, stack, row, 'UPDATE_COMPLETE') : row);
  change(work, { ...row, before: row.before ?? row.properties }, wanted);
}

/** Goes back to the properties from before the update. */
function revert(work: Work) {
  const row = resources.get(work.context.db, work.step.resourceId!)!;
  const { before, ...resource } = row;
  if (!before || changedProperties(row.properties, before).length === 0) {
    setResourceStatus(work.context, work.stack, resource, 'UPDATE_COMPLETE');
    return finish(work, resource);
  }
  change(work, row, before);
}

function create(work: Work, row: Resource, status: 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS') {
  const { context, as, stack, step } = work;
  const type = resourceTypeOf(row.type);
  const reason =
    status === 'UPDATE_IN_PROGRESS'
      ? 'Requested update requires the creation of a new physical resource; hence creating one.'
      : undefined;
  const begun = setResourceStatus(context, stack, row, status, { reason });
  const made = attempt(work, begun, status === 'CREATE_IN_PROGRESS' ? 'CREATE_FAILED' : 'UPDATE_FAILED', (): Made => {
    const name = (limit: number) => physicalName(stack.name, step.logicalId, limit, context.hex(24));
    const result = type.create(row.properties, { context: as, stackId: stack.id, logicalId: step.logicalId, name });
    type.label?.(result.physicalId, systemTags(stack, step.logicalId), context);
    return result;
  });
  if (!made) return;
  const standing = {
    physicalId: made.physicalId,
    attributes: made.attributes ?? {},
    reason: 'Resource creation Initiated',
  };
  settle(work, setResourceStatus(context, stack, begun, status, standing));
}

function change(work: Work, row: Resource, properties: ResourceProperties) {
  const { context, as, stack } = work;
  const type = resourceTypeOf(row.type);
  const begun = setResourceStatus(context, stack, row, 'UPDATE_IN_PROGRESS');
  const attributes = attempt(work, begun, 'UPDATE_FAILED', () => {
    if (!type.update) throw new TypeError(`${row.type} has properties that change in place, but no update`);
    return type.update(standing(begun), properties, as) ?? {};
  });
  if (!attributes) return;
  settle(work, resources.put(context.db, { ...begun, properties, attributes: { ...begun.attributes, ...attributes } }));
}

function remove(work: Work) {
  const { context, as, stack } = work;
  const row = resources.get(context.db, work.step.resourceId!)!;
  const policy = row.replaced ? row.onReplacement : row.onDeletion;
  if (row.physicalId === undefined) return removed(work, row);
  if (policy === 'Retain' || stack.retain?.includes(row.logicalId)) {
    const skipped = setResourceStatus(context, stack, row, 'DELETE_SKIPPED');
    if (row.superseded) resources.remove(context.db, row.id);
    return finish(work, skipped);
  }
  const begun = setResourceStatus(context, stack, row, 'DELETE_IN_PROGRESS');
  const done = attempt(work, begun, 'DELETE_FAILED', () => {
    resourceTypeOf(row.type).remove(standing(begun), as);
    return true;
  });
  if (done) settle(work, begun);
}

/** Looks whether the resource is ready, or gone; if not, looks again later. */
function settle(work: Work, row: Resource) {
  const { context, as, stack, step } = work;
  const type = resourceTypeOf(row.type);
  const [kind] = row.status.split('_') as ['CREATE' | 'UPDATE' | 'DELETE'];
  const since = step.settlingSince ?? context.now;
  const answer = attempt(work, row, `${kind}_FAILED`, () => {
    const ready = kind === 'DELETE' ? isRemoved(type, row, as) : readiness(type, row, as);
    if (!ready && context.now - since >= settleLimit) throw new WireError('NotStabilized', 'Exceeded attempts to wait');
    return { ready };
  });
  if (!answer) return;
  if (!answer.ready) {
    steps.put(context.db, { ...step, state: 'settling', resourceId: row.id, settlingSince: since });
    const timer = {
      service: 'cloudformation',
      name: 'settle',
      key: String(step.id),
      payload: { step: step.id },
    } as const;
    return context.setTimer({
      ...timer,
      at: Math.min(context.now + settleInterval(context.now - since), since + settleLimit),
    });
  }
  if (kind === 'DELETE') return removed(work, row);
  const { before, ...reverted } = row;
  const attributes = { ...row.attributes, ...answer.ready };
  finish(
    work,
    setResourceStatus(context, stack, step.action === 'revert' ? reverted : { ...row, before }, `${kind}_COMPLETE`, {
      attributes,
    }),
  );
}

function readiness(type: ResourceType, row: Resource, as: Context) {
  return type.settled ? type.settled(standing(row), as) : {};
}

function isRemoved(type: ResourceType, row: Resource, as: Context) {
  return !type.removed || type.removed(standing(row), as) ? {} : undefined;
}

function removed(work: Work, row: Resource) {
  const { context, stack } = work;
  const gone = setResourceStatus(context, stack, row, 'DELETE_COMPLETE');
  if (row.superseded) resources.remove(context.db, row.id);
  finish(work, gone);
}

function standing(row: Resource): Standing<unknown> {
  return { physicalId: row.physicalId!, properties: row.properties };
}

/** Source: AWS CloudFormation User Guide, "Resource tag". */
function systemTags(stack: Stack, logicalId: string) {
  return [
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: 'aws:cloudformation:stack-id', Value: stack.id },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
  ];
}
