/** What a stack gives: its outputs, and among them the exports that other stacks import. */
import type { Context } from '../../../service.ts';
import { templateError, validationError } from '../errors.ts';
import { exportedValues, imports } from '../rows/exports.ts';
import { resources } from '../rows/resources.ts';
import { type Definition, type Output, type Stack, stacks } from '../rows/stacks.ts';
import { evaluate } from '../template/evaluate.ts';
import { text } from '../template/functions/function.ts';
import { type Blueprint, blueprint, wantedProperties } from './blueprint.ts';

/** The blueprint of a definition, its names bound to the resources that the stack has now. */
export function currentBlueprint(context: Context, stack: Stack, definition: Definition): Blueprint {
  return blueprint(context, stack, definition, (logicalId) => {
    const resource = resources.current(context.db, stack.id, logicalId);
    if (resource?.physicalId === undefined) return undefined;
    return { ref: resource.physicalId, attributes: resource.attributes };
  });
}

/** @throws WireError ValidationError for an output that is no string */
export function evaluateOutputs({ template, scope }: Blueprint): Output[] {
  return Object.entries(template.outputs)
    .filter(([, output]) => output.Condition === undefined || scope.condition(output.Condition))
    .map(([OutputKey, output]) => {
      const OutputValue = text(evaluate(output.Value, 'Outputs', scope));
      if (OutputValue === undefined) {
        throw templateError(`The Value field of every Outputs member must evaluate to a String. (${OutputKey})`);
      }
      const ExportName = output.Export && text(evaluate(output.Export.Name, 'Outputs', scope));
      if (output.Export && !ExportName)
        throw templateError(`The Name field of every Export member must evaluate to a String. (${OutputKey})`);
      return { OutputKey, OutputValue, Description: output.Description, ...(ExportName ? { ExportName } : {}) };
    });
}

/**
 * Puts the outputs, exports and imports of a stack whose resources all stand.
 * @returns the outputs
 * @throws WireError ValidationError for an export whose name is taken, or that another stack still needs as it was
 */
export function publishOutputs(context: Context, stack: Stack): Output[] {
  const { db } = context;
  const plan = currentBlueprint(context, stack, stack.definition);
  const outputs = evaluateOutputs(plan);
  const exported = outputs.filter((output) => output.ExportName !== undefined);
  for (const { ExportName } of exported) {
    const other = exportedValues.find(db, ExportName!);
    if (other && other.stackId !== stack.id) {
      throw validationError(`Export with name ${ExportName} is already exported by stack ${stackName(other.stackId)}.`);
    }
  }
  for (const { name, value } of exportedValues.ofStack(db, stack.id)) {
    const kept = exported.find((output) => output.ExportName === name);
    const users = imports.users(db, name).filter((id) => id !== stack.id);
    if (users.length === 0 || kept?.OutputValue === value) continue;
    throw validationError(
      `Cannot ${kept ? 'update' : 'delete'} export ${name} as it is in use by ${users.map(stackName).join(', ')}.`,
    );
  }
  exportedValues.replace(
    db,
    stack.id,
    exported.map((output) => ({ name: output.ExportName!, value: output.OutputValue })),
  );
  if (stack.definition.template.includes('ImportValue')) {
    for (const logicalId of plan.graph.keys()) wantedProperties(plan, stack.definition, logicalId);
  }
  imports.replace(db, stack.id, [...plan.imported].sort());
  return outputs;
}

/** Why a stack cannot go: an export that another one imports. */
export function exportInUse(context: Context, stack: Stack): string | undefined {
  for (const { name } of exportedValues.ofStack(context.db, stack.id)) {
    const users = imports.users(context.db, name).filter((id) => id !== stack.id);
    if (users.length > 0)
      return `Delete canceled. Cannot delete export ${name} as it is in use by ${users.map(stackName).join(', ')}.`;
  }
  return undefined;
}

/** Its exports go with a stack, and its claim to those of others. */
export function withdrawOutputs(context: Context, stack: Stack): void {
  exportedValues.replace(context.db, stack.id, []);
  imports.replace(context.db, stack.id, []);
}

/** `arn:aws:cloudformation:…:stack/<name>/<id>` -> name */
function stackName(id: string): string {
  return id.split('/')[1] ?? id;
}

/** The stack as it is now. @throws Error when there is none: ids of stacks stay */
export function stackOf(context: Context, id: string): Stack {
  const stack = stacks.find(context.db, id);
  if (!stack) throw new Error(`there is no stack ${id}`);
  return stack;
}
