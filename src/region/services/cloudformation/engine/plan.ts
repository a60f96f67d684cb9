/** What an operation would do: each resource that is added, modified or removed, and which of its properties are the reason. */
import { isDeepStrictEqual } from 'node:util';
import { notSupported } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { resourceTypeOf } from '../resources/index.ts';
import { changeOf } from '../resources/schema.ts';
import { type Resource, type ResourceProperties, resources } from '../rows/resources.ts';
import type { Definition, Stack } from '../rows/stacks.ts';
import { isUnknown } from '../template/functions/function.ts';
import { inOrder } from '../template/graph.ts';
import { checkRules } from '../template/rules.ts';
import type { LiveResource } from '../template/scope.ts';
import { blueprint, wantedProperties } from './blueprint.ts';
import { changedProperties } from './changes.ts';
import { evaluateOutputs } from './outputs.ts';

export interface PlannedProperty {
  readonly name: string;
  readonly replaces: boolean;
  /** its value follows from a resource that is itself still to be made, so it may turn out not to change */
  readonly dynamic: boolean;
}

export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly properties: readonly PlannedProperty[];
  readonly replacement?: 'True' | 'False' | 'Conditional';
}

export interface Plan {
  /** in an order in which they can be done */
  readonly changes: readonly PlannedChange[];
  /** whether anything is to be done at all: outputs may change by themselves */
  readonly empty: boolean;
}

/**
 * Holds the whole definition against its rules, the resources that the stack has, and what the resource types take.
 * @throws WireError for a rule that does not hold, for a property that is missing, malformed or not supported, and for a change that is not
 */
export function planOperation(context: Context, stack: Stack, definition: Definition): Plan {
  const rows = new Map<string, Resource>();
  for (const row of resources.list(context.db, stack.id))
    if (!row.superseded && row.physicalId !== undefined && !isDeleted(row)) rows.set(row.logicalId, row);
  const live = new Map<string, LiveResource>();
  const plan = blueprint(context, stack, definition, (logicalId) => live.get(logicalId));
  checkRules(plan.template, plan.scope);

  const changes = inOrder(plan.graph).flatMap((logicalId): PlannedChange[] => {
    const wanted = wantedProperties(plan, definition, logicalId);
    const { Type: type } = plan.template.resources[logicalId]!;
    const row = rows.get(logicalId);
    if (!row) return [{ action: 'Add', logicalId, type, properties: [] }];
    const change = modification(row, type, wanted);
    if (!change || change.replacement === 'False')
      live.set(logicalId, { ref: row.physicalId!, attributes: row.attributes });
    return change ? [change] : [];
  });
  const removed = [...rows.values()]
    .filter((row) => !plan.graph.has(row.logicalId))
    .map(
      ({ logicalId, type, physicalId }): PlannedChange => ({
        action: 'Remove',
        logicalId,
        type,
        physicalId,
        properties: [],
      }),
    );
  const all = [...changes, ...removed];
  // what a failed update has left half-way wants finishing, even if there is nothing else
  const halfway = stack.status === 'UPDATE_FAILED';
  const empty = !halfway && all.length === 0 && isDeepStrictEqual(json(evaluateOutputs(plan)), json(stack.outputs));
  return { changes: all, empty };
}

function modification(row: Resource, type: string, wanted: ResourceProperties): PlannedChange | undefined {
  const { logicalId, physicalId } = row;
  const head = { action: 'Modify', logicalId, type, physicalId } as const;
  if (row.type !== type || row.status === 'CREATE_FAILED') return { ...head, properties: [], replacement: 'True' };
  const table = resourceTypeOf(type).properties;
  const properties = changedProperties(row.properties, wanted).map((name) => ({
    name,
    replaces: changeOf(table[name], wanted) === 'replace',
    dynamic: isUnknown(wanted[name] ?? null),
  }));
  const refused = properties.find(({ name, dynamic }) => changeOf(table[name], wanted) === 'refuse' && !dynamic);
  if (refused) throw notSupported(`a change of ${refused.name} of ${type} (resource ${logicalId})`);
  if (properties.length === 0) return undefined;
  const replacing = properties.filter((property) => property.replaces);
  const replacement =
    replacing.length === 0 ? 'False' : replacing.every((property) => property.dynamic) ? 'Conditional' : 'True';
  return { ...head, properties, replacement };
}

function isDeleted(row: Resource): boolean {
  return row.status === 'DELETE_COMPLETE' || row.status === 'DELETE_SKIPPED';
}

/** Members that are undefined are none, as in the database. */
function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
