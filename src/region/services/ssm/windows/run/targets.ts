import type { Target } from '@aws-sdk/client-ssm';
import type { Context } from '../../../../service.ts';
import { instancesWhere } from '../../fleet.ts';
import { instancesOfGroups, isGroupKey } from '../../groups.ts';
import { type TaskDetails, windowTargets } from '../rows/registrations.ts';
import { isKey } from '../tasks.ts';

/** An instance that a task runs on, and the registered target through which it was found. */
export interface Resolved {
  readonly resourceId: string;
  readonly windowTargetId: string | null;
  readonly ownerInformation: string | null;
  /** the place of that target among those of the task */
  readonly batch: number;
}

/**
 * The instances of a task, as they are at this moment, each once: through the first target that has it. Instances named
 * by id are taken as they are named.
 */
export function resolveTargets(context: Context, windowId: string, { Targets }: TaskDetails): Resolved[] {
  const found = Targets.flatMap<Omit<Resolved, 'batch'>>(({ Key = '', Values = [] }) => {
    if (isKey(Key, 'InstanceIds'))
      return Values.map((resourceId) => ({ resourceId, windowTargetId: null, ownerInformation: null }));
    return Values.flatMap((id) => {
      // One that was deregistered meanwhile has no instances any more.
      const target = windowTargets.find(context.db, windowId, id);
      const ownerInformation = target?.details.OwnerInformation ?? null;
      return instancesOf(context, target?.details.Targets ?? []).map((resourceId) => ({
        resourceId,
        windowTargetId: id,
        ownerInformation,
      }));
    });
  });
  const batches = [...new Set(found.map(({ windowTargetId }) => windowTargetId))];
  const once = new Map<string, Resolved>();
  for (const each of found)
    if (!once.has(each.resourceId)) once.set(each.resourceId, { ...each, batch: batches.indexOf(each.windowTargetId) });
  return [...once.values()];
}

/** Those that are terminated, or about to be, have nothing left to maintain. */
const maintainable = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

/**
 * The ids of the instances that a registered target names, or finds by tag or in a resource group. Which states of instances a tag finds on AWS is
 * nowhere documented: here it finds the stopped ones too, as the pattern of waking them needs.
 */
export function instancesOf(context: Context, targets: readonly Target[]): string[] {
  const byId = targets.filter(({ Key = '' }) => isKey(Key, 'InstanceIds'));
  if (byId.length > 0 || targets.length === 0) return byId.flatMap(({ Values = [] }) => Values);
  if (targets.some(({ Key = '' }) => isGroupKey(Key))) return instancesOfGroups(context, targets);
  const filters = targets.map(({ Key, Values }) => ({ Name: Key, Values }));
  return instancesWhere(context, [...filters, maintainable]).map(({ InstanceId }) => InstanceId!);
}
