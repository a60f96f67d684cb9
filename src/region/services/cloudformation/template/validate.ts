/** Whether everything that a template names is there. Needs no parameter values, so ValidateTemplate does it as well. */
import { notSupported } from '../../../errors.ts';
import { templateError, templateFormatError, validationError } from '../errors.ts';
import type { Section } from './functions/index.ts';
import { isObject, type Json } from './parse.ts';
import { type Reference, references } from './references.ts';
import { pseudoParameters } from './scope.ts';
import type { Template } from './template.ts';

/** What the checks have to know of a resource type. */
export interface KnownType {
  readonly attributes: readonly string[];
}

/**
 * @param types the resource types there are
 * @throws WireError ValidationError as AWS words it; NotImplemented for a resource type that this Region does not have
 */
export function validateTemplate(template: Template, types: Readonly<Record<string, KnownType>>): void {
  const typeNames = [...new Set(Object.values(template.resources).map((resource) => resource.Type))];
  const malformed = typeNames.filter((type) => !/^[A-Za-z0-9]+(::[A-Za-z0-9]+)+$/.test(type));
  if (malformed.length > 0) throw templateFormatError(`Unrecognized resource types: [${malformed.join(', ')}]`);
  const missing = typeNames.filter((type) => types[type] === undefined);
  if (missing.length > 0) throw notSupported(`the resource type ${missing.join(', ')}`);

  refuseDynamicReferences(template.resources as unknown as Json);
  for (const [name, resource] of Object.entries(template.resources)) {
    const unknown = resource.DependsOn.filter((other) => !Object.hasOwn(template.resources, other));
    if (unknown.length > 0) throw unresolved(unknown, 'Resources');
    if (resource.DependsOn.includes(name)) throw validationError(`Circular dependency between resources: [${name}]`);
    checkCondition(template, resource.Condition, name);
  }
  for (const [name, output] of Object.entries(template.outputs)) checkCondition(template, output.Condition, name);

  const places: [Section, Json][] = [
    ['Conditions', template.conditions],
    ['Rules', template.rules as unknown as Json],
    ['Resources', Object.values(template.resources).map((resource) => resource.Properties)],
    ['Outputs', Object.values(template.outputs).flatMap((output) => [output.Value, output.Export?.Name ?? ''])],
  ];
  for (const [section, value] of places) checkReferences(template, types, section, references(value, section));
}

function checkCondition(template: Template, condition: string | undefined, name: string): void {
  if (condition !== undefined && !Object.hasOwn(template.conditions, condition)) {
    throw templateFormatError(`Unresolved condition dependency ${condition} in the definition of ${name}`);
  }
}

function checkReferences(
  template: Template,
  types: Readonly<Record<string, KnownType>>,
  section: Section,
  found: readonly Reference[],
): void {
  const resourcesToo = section === 'Resources' || section === 'Outputs';
  const known: Readonly<Record<Reference['kind'], (reference: Reference) => boolean>> = {
    Ref: ({ name }) =>
      Object.hasOwn(template.parameters, name) ||
      pseudoParameters.includes(name) ||
      (resourcesToo && Object.hasOwn(template.resources, name)),
    GetAtt: ({ name }) => Object.hasOwn(template.resources, name),
    Condition: ({ name }) => Object.hasOwn(template.conditions, name),
    Map: ({ name }) => Object.hasOwn(template.mappings, name),
  };
  const missing = found.filter((reference) => !known[reference.kind](reference));
  const of = (kind: Reference['kind']) => [
    ...new Set(missing.filter((one) => one.kind === kind).map((one) => one.name)),
  ];

  if (of('Ref').length > 0) {
    if (resourcesToo) throw unresolved(of('Ref'), section);
    throw templateError(
      `Unresolved dependencies [${of('Ref').join(', ')}]. Cannot reference resources in the ${section} block of the template`,
    );
  }
  if (of('GetAtt').length > 0)
    throw templateError(`instance of Fn::GetAtt references undefined resource ${of('GetAtt')[0]}`);
  if (of('Condition').length > 0) {
    throw templateFormatError(
      `Unresolved condition dependency ${of('Condition')[0]} in the ${section} block of the template`,
    );
  }
  if (of('Map').length > 0)
    throw templateError(`Mapping named '${of('Map')[0]}' is not present in the 'Mappings' section of template.`);

  for (const { kind, name, attribute } of found) {
    if (kind !== 'GetAtt' || attribute === undefined) continue;
    const type = template.resources[name]!.Type;
    if (!types[type]!.attributes.includes(attribute)) {
      throw templateError(`resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
    }
  }
}

function unresolved(names: readonly string[], section: Section) {
  return templateFormatError(
    `Unresolved resource dependencies [${names.join(', ')}] in the ${section} block of the template`,
  );
}

function refuseDynamicReferences(value: Json): void {
  if (typeof value === 'string' && value.includes('{{resolve:')) throw notSupported(`dynamic references (${value})`);
  if (Array.isArray(value) || isObject(value))
    for (const member of Object.values(value)) refuseDynamicReferences(member as Json);
}
