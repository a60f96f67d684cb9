/**
 * What the caller has to acknowledge. Source: AWS CloudFormation User Guide, "Acknowledging IAM resources in CloudFormation
 * templates"; API Reference, CreateStack, Capabilities.
 */
import { insufficientCapabilities } from '../errors.ts';
import type { Template } from './template.ts';

export interface CapableType {
  /** An IAM resource; `name` is the property that gives it a name of the caller's own, where there is one. */
  readonly iam?: { readonly name?: string };
}

export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';

/** The one capability that the template needs, and the types that need it, or undefined. */
export function requiredCapability(
  template: Template,
  types: Readonly<Record<string, CapableType>>,
): { readonly capability: Capability; readonly resourceTypes: readonly string[] } | undefined {
  const iam = Object.values(template.resources).filter((resource) => types[resource.Type]?.iam);
  if (iam.length === 0) return undefined;
  const named = iam.some(({ Type, Properties }) => {
    const name = types[Type]!.iam!.name;
    return name !== undefined && Properties[name] !== undefined;
  });
  return {
    capability: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    resourceTypes: [...new Set(iam.map((resource) => resource.Type))].sort(),
  };
}

/** @throws WireError InsufficientCapabilitiesException unless the caller has acknowledged what the template needs */
export function checkCapabilities(
  template: Template,
  types: Readonly<Record<string, CapableType>>,
  given: readonly string[],
): void {
  const required = requiredCapability(template, types);
  if (!required) return;
  const enough = given.includes('CAPABILITY_NAMED_IAM') || given.includes(required.capability);
  if (!enough) throw insufficientCapabilities(required.capability);
}
