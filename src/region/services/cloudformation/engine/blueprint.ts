/** A definition made ready to evaluate: its template, its names bound to what there is, and its dependency graph. */
import type { Context } from '../../../service.ts';
import { templateError, validationError } from '../errors.ts';
import { resourceTypeOf } from '../resources/index.ts';
import { conform } from '../resources/schema.ts';
import { withStackTags } from '../resources/tags.ts';
import { exportedValues } from '../rows/exports.ts';
import type { ResourceProperties } from '../rows/resources.ts';
import type { Definition } from '../rows/stacks.ts';
import { evaluate } from '../template/evaluate.ts';
import type { Scope } from '../template/functions/function.ts';
import { dependencyGraph, type Graph } from '../template/graph.ts';
import { parameterType, typedValue } from '../template/parameterTypes.ts';
import { type LiveResource, templateScope } from '../template/scope.ts';
import { readTemplate, type Template } from '../template/template.ts';

export interface Blueprint {
  readonly template: Template;
  /** the resources that the conditions leave, and what each needs */
  readonly graph: Graph;
  readonly scope: Scope;
  /** what Fn::ImportValue has asked for so far */
  readonly imported: ReadonlySet<string>;
}

/**
 * @param live the resource of a logical id, or undefined while it is not known
 * @throws WireError ValidationError, NotImplemented
 */
export function blueprint(
  context: Context,
  stack: { readonly id: string; readonly name: string },
  definition: Definition,
  live: (logicalId: string) => LiveResource | undefined,
): Blueprint {
  const template = lastRead(definition.template);
  const imported = new Set<string>();
  const parameters = Object.entries(template.parameters).map(([name, { Type }]) => {
    const written = definition.resolved[name] ?? definition.parameters[name] ?? '';
    return [name, typedValue(parameterType(Type), written)] as const;
  });
  const scope = templateScope(template, {
    place: { account: context.account, region: context.region, stackName: stack.name, stackId: stack.id },
    parameters: Object.fromEntries(parameters),
    resource: live,
    imported(name) {
      const found = exportedValues.find(context.db, name);
      if (!found) throw validationError(`No export named ${name} found.`);
      imported.add(name);
      return found.value;
    },
    availabilityZones(region) {
      if (region !== context.region) throw templateError(`Fn::GetAZs: this is ${context.region}, not ${region}.`);
      const { AvailabilityZones = [] } = context.call('ec2', 'DescribeAvailabilityZones', {});
      return AvailabilityZones.map((zone) => zone.ZoneName!).sort();
    },
  });
  return { template, scope, imported, graph: dependencyGraph(template, scope.condition) };
}

/**
 * What the template wants of a resource, the stack's tags included; `notYetKnown` where that depends on what is not yet there.
 * @throws WireError
 */
export function wantedProperties(plan: Blueprint, definition: Definition, logicalId: string): ResourceProperties {
  const { Type, Properties } = plan.template.resources[logicalId]!;
  const type = resourceTypeOf(Type);
  const value = conform(type.properties, evaluate(Properties, 'Resources', plan.scope), Type, logicalId);
  return withStackTags(type, value, definition.tags);
}

/** Each step of an operation asks for the same text again: the last one read is kept. */
let last: { readonly text: string; readonly template: Template } | undefined;

function lastRead(text: string): Template {
  if (last?.text !== text) last = { text, template: readTemplate(text) };
  return last.template;
}
