/** Which of a stack's physical resources count, once an update has come about or has been taken back. */
import type { Context } from '../../../service.ts';
import { resources } from '../rows/resources.ts';
import type { Stack } from '../rows/stacks.ts';
import { currentBlueprint } from './outputs.ts';

/** Brings the rows of a finished operation in line with its template: what they need, and what keeps them from deletion. */
export function settleRows(context: Context, stack: Stack): void {
  const { template, graph } = currentBlueprint(context, stack, stack.definition);
  for (const row of resources.list(context.db, stack.id)) {
    const declared = template.resources[row.logicalId];
    if (row.superseded) continue;
    const { before: _before, fresh: _fresh, replaces: _replaces, ...resource } = row;
    resources.put(context.db, {
      ...resource,
      needs: graph.get(row.logicalId) ?? row.needs,
      onDeletion: declared?.DeletionPolicy ?? row.onDeletion,
      onReplacement: declared?.UpdateReplacePolicy ?? row.onReplacement,
    });
  }
}

/** What the new template has no more goes at the cleanup. */
export function supersedeUnwanted(context: Context, stack: Stack): void {
  const { graph } = currentBlueprint(context, stack, stack.definition);
  for (const resource of resources.list(context.db, stack.id)) {
    if (!resource.superseded && !graph.has(resource.logicalId))
      resources.put(context.db, { ...resource, superseded: true });
  }
}

/** What a failed update has made goes at the cleanup, and what it was to replace is back. */
export function supersedeFresh(context: Context, stack: Stack): void {
  for (const resource of resources.list(context.db, stack.id)) {
    if (resource.superseded || !resource.fresh) continue;
    resources.put(context.db, { ...resource, superseded: true });
    const old = resource.replaces === undefined ? undefined : resources.get(context.db, resource.replaces);
    if (old) resources.put(context.db, { ...old, superseded: false, replaced: undefined });
  }
}
