import type { Context } from '../../../service.ts';
import type { PluginRun } from '../commands/plugin.ts';
import { instancesById, patchGroupOf } from '../fleet.ts';
import { baselineFor } from './baseline-lookup.ts';
import { findOperation, findSnapshot, insertOperation, type StoredOperation } from './rows.ts';

/**
 * Settles what a patching operation is made with, once: run again, it is what it was. A snapshot id that an earlier
 * operation on this instance has taken brings that one's baseline, whatever became of the baseline since.
 */
export function beginOperation(
  context: Context,
  run: Pick<PluginRun, 'commandId' | 'instanceId' | 'parameters' | 'startedAt'>,
): StoredOperation {
  const begun = findOperation(context.db, run.commandId, run.instanceId);
  if (begun !== undefined) return begun;
  const parameter = (name: string) => run.parameters[name]![0]!;
  const patchGroup = patchGroupOf(instancesById(context, [run.instanceId]).get(run.instanceId));
  const snapshotId = parameter('SnapshotId') || context.uuid();
  const baseline =
    findSnapshot(context.db, snapshotId, run.instanceId)?.baseline ?? baselineFor(context, patchGroup, 'DEBIAN');
  const stored: StoredOperation = {
    operation: {
      // The document's allowedValues hold them to these.
      operation: parameter('Operation') as 'Scan' | 'Install',
      rebootOption: parameter('RebootOption') as 'RebootIfNeeded' | 'NoReboot',
      snapshotId,
      baselineId: baseline.BaselineId,
      baselineName: baseline.Name,
      patchGroup: patchGroup ?? '',
      startedAt: run.startedAt,
    },
    baseline,
  };
  insertOperation(context.db, run.commandId, run.instanceId, stored);
  return stored;
}
