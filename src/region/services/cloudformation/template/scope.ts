/** Where the names of a template lead: parameters, pseudo parameters, mappings, conditions, and the resources there are. */
import { templateError, templateFormatError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import { notYetKnown, noValue, type Scope, type Value } from './functions/function.ts';
import type { Json } from './parse.ts';
import type { Template } from './template.ts';

/** The stack that the template is for. */
export interface StackPlace {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
}

/** Source: AWS CloudFormation User Guide, "Get AWS values using pseudo parameters". */
const pseudo: Readonly<Record<string, (place: StackPlace) => Value>> = {
  'AWS::AccountId': (place) => place.account,
  'AWS::NoValue': () => noValue,
  // topics are refused where they come in, so no stack has any
  'AWS::NotificationARNs': () => [],
  'AWS::Partition': () => 'aws',
  'AWS::Region': (place) => place.region,
  'AWS::StackId': (place) => place.stackId,
  'AWS::StackName': (place) => place.stackName,
  'AWS::URLSuffix': () => 'amazonaws.com',
};

export const pseudoParameters: readonly string[] = Object.keys(pseudo);

/** What a resource that stands answers. */
export interface LiveResource {
  readonly ref: Value;
  readonly attributes: Readonly<Record<string, Value>>;
}

/** What lies outside of the template. */
export interface Surroundings {
  readonly place: StackPlace;
  /** typed: a list for a list type */
  readonly parameters: Readonly<Record<string, Value>>;
  /** The resource of a logical id, or undefined while it is not known. */
  resource(logicalId: string): LiveResource | undefined;
  imported(name: string): Value;
  availabilityZones(region: string): readonly string[];
}

export function templateScope(template: Template, surroundings: Surroundings): Scope {
  const conditions = new Map<string, boolean | 'open'>();
  const scope: Scope = {
    reference(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name]!(surroundings.place);
      if (Object.hasOwn(surroundings.parameters, name)) return surroundings.parameters[name]!;
      const resource = surroundings.resource(name);
      return resource ? resource.ref : notYetKnown;
    },
    attribute(logicalId, name) {
      const resource = surroundings.resource(logicalId);
      if (!resource) return notYetKnown;
      const value = resource.attributes[name];
      if (value === undefined)
        throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
      return value;
    },
    condition(name) {
      const known = conditions.get(name);
      if (known === 'open') throw templateFormatError(`Circular dependencies in conditions [${name}]`);
      if (known !== undefined) return known;
      conditions.set(name, 'open');
      const declared = template.conditions[name];
      if (declared === undefined) throw templateFormatError(`Unresolved condition dependency ${name}`);
      const value = evaluate(declared, 'Conditions', scope);
      if (typeof value !== 'boolean')
        throw templateFormatError('Conditions can only be boolean operations on parameters and other conditions');
      conditions.set(name, value);
      return value;
    },
    mapped: (map, top, second) => template.mappings[map]?.[top]?.[second] as Json | undefined,
    imported: surroundings.imported,
    availabilityZones: surroundings.availabilityZones,
    referencesOfType: (type) =>
      Object.entries(template.parameters)
        .filter(([, parameter]) => parameter.Type === type)
        .flatMap(([name]) => surroundings.parameters[name]!),
  };
  return scope;
}
