/** What a resource type is. A type is a file in this folder and a line in `index.ts`. */
import type { Context } from '../../../service.ts';
import type { Value } from '../template/functions/function.ts';
import type { OfProperties, Properties } from './schema.ts';

export type Attributes = Readonly<Record<string, Value>>;

/** A resource to be made. */
export interface Making {
  /** the principal is the stack's: whatever is called is authorised as its */
  readonly context: Context;
  readonly stackId: string;
  readonly logicalId: string;
  /** `<stack>-<logical id>-<12 letters and digits>`, the first two shortened to fit. @param limit characters at most */
  name(limit: number): string;
}

/** A resource that stands. */
export interface Standing<P> {
  /** what Ref gives */
  readonly physicalId: string;
  /** as they were when it was made or last updated */
  readonly properties: P;
}

export interface Made {
  readonly physicalId: string;
  /** what Fn::GetAtt gives, as far as it is known at once */
  readonly attributes?: Attributes;
}

/**
 * How a kind of resource is made, changed and removed. Each function runs in one transaction with the record of what it did:
 * either both are there or neither, so nothing is made twice and a half-made resource is not left behind.
 * All of them throw WireErrors, which become the reason of the failure.
 */
export interface ResourceType<P = unknown> {
  readonly properties: Properties;
  /** what Fn::GetAtt may ask for */
  readonly attributes: readonly string[];
  /** An IAM resource, which has to be acknowledged; `name` is the property by which the caller names it. */
  readonly iam?: { readonly name?: string };
  /** The property that takes tags, to which those of the stack are added: a list of Key and Value, or a map. */
  readonly tags?: { readonly property: string; readonly form: 'list' | 'map' };
  create(properties: P, making: Making): Made;
  /** Tags it with what only AWS may: `aws:cloudformation:stack-name` and the like. The principal is CloudFormation itself. */
  label?(physicalId: string, tags: readonly { Key: string; Value: string }[], context: Context): void;
  /**
   * Whether it is ready for those that depend on it: its further attributes, or undefined for "not yet". Asked again and
   * again after create and update, until it answers or throws.
   */
  settled?(standing: Standing<P>, context: Context): Attributes | undefined;
  /** Changes in place what differs between `standing.properties` and `properties`. @returns the attributes that changed */
  update?(standing: Standing<P>, properties: P, context: Context): Attributes | undefined;
  /** Removes it. That it is gone already is no error: see `unlessGone`. */
  remove(standing: Standing<P>, context: Context): void;
  /** Whether its removal is over; asked again and again until it is. Without it, `remove` leaves nothing to wait for. */
  removed?(standing: Standing<P>, context: Context): boolean;
}

/** Types a resource type by its own table of properties. */
export function resourceType<const P extends Properties>(
  definition: ResourceType<OfProperties<P>> & { readonly properties: P },
): ResourceType {
  return definition as unknown as ResourceType;
}
